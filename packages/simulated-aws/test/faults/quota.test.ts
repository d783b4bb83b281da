import { describe, expect, it } from 'vitest';
import { createVirtualClock } from '../../src/clock/virtual-clock.ts';
import { createFaults } from '../../src/faults/faults.ts';
import { quotaErrors } from '../../src/faults/quota.ts';
import { createRandom } from '../../src/random.ts';
import { entryOf } from '../../src/wire/catalogue.ts';

const callOf = (service: string, operation: string) => ({
  ...{ service, operation, region: 'us-east-1', requestId: 'r', input: {} },
  principal: { kind: 'operator', name: 'ada' } as const,
});
const request = { action: 'a:B', resources: ['*'] };

describe('a quota', () => {
  it.each(quotaErrors)('of %s is exceeded as %s, an error that the SDK knows', async (what, code) => {
    const [service = '', operation = ''] = what.split(':');
    const faults = createFaults(createVirtualClock(), createRandom(1));
    faults.add({ service, operation, kind: { quota: true } });
    await expect(faults.of(callOf(service, operation), request).before()).rejects.toMatchObject({ code });
    const client = await entryOf(service)?.load();
    expect(client).toHaveProperty(code);
    expect(client).toHaveProperty(`${operation}Command`);
  });

  it('that is not known is refused by name, when the rule is made or when it strikes', async () => {
    const faults = createFaults(createVirtualClock(), createRandom(1));
    expect(() => faults.add({ service: 'rds', operation: 'PromoteReadReplica', kind: { quota: true } })).toThrow(
      'NotSimulated: a quota of rds:PromoteReadReplica',
    );
    faults.add({ service: 'rds', kind: { quota: true } });
    await expect(faults.of(callOf('rds', 'DescribeDBInstances'), request).before()).rejects.toThrow(
      'NotSimulated: a quota of rds:DescribeDBInstances',
    );
  });
});
