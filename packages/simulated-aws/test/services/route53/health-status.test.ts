import { describe, expect, it } from 'vitest';
import { noSuchHealthCheck } from '../../../src/services/route53/faults.ts';
import { createStatus } from '../../../src/services/route53/health/health-status.ts';

const checker = (isHealthy: boolean) => ({
  isHealthy: () => isHealthy,
  observation: () => ({}),
  stop: () => undefined,
});

const statusOf = createStatus((id) => {
  throw noSuchHealthCheck(id);
});

describe('the share of healthy checkers', () => {
  it.each([
    { healthy: 0, of: 8, isHealthy: false },
    { healthy: 1, of: 8, isHealthy: false },
    { healthy: 2, of: 8, isHealthy: true },
    { healthy: 1, of: 5, isHealthy: true },
    { healthy: 1, of: 6, isHealthy: false },
    { healthy: 18, of: 100, isHealthy: false },
    { healthy: 19, of: 100, isHealthy: true },
  ])(
    'makes an endpoint $isHealthy when $healthy of $of see it healthy: more than 18 % must',
    ({ healthy, of, isHealthy }) => {
      const checkers = Array.from({ length: of }, (_, index) => checker(index < healthy));
      const check = {
        id: 'x',
        callerReference: 'x',
        config: { Type: 'TCP' as const },
        version: 1,
        checkers,
        told: true,
      };
      expect(statusOf(check)).toBe(isHealthy);
    },
  );
});
