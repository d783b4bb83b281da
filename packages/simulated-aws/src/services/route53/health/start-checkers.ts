import { HealthCheckRegion } from '@aws-sdk/client-route-53';
import type { World } from '../../../world.ts';
import { createChecker } from './checker.ts';
import { endpointOf } from './endpoint-config.ts';
import type { Check } from './health-status.ts';

/** One checker in each of the eight Regions that Route 53 checks from, where AWS has several. */
const checkerRegions = Object.values(HealthCheckRegion);

type Start = Readonly<{ world: World; check: Check; believes: boolean; onLooked: () => void }>;

/** New checkers in place of those that the health check had, spread over one interval. A calculated check has none. */
export function startCheckers({ world, check, believes, onLooked }: Start): void {
  for (const checker of check.checkers) checker.stop();
  const { Type, RequestInterval = 30, Regions = [] } = check.config;
  const chosen = Regions.length > 0 ? Regions : checkerRegions;
  const regions = Type === 'CALCULATED' ? [] : chosen;
  check.checkers = regions.map((region, index) =>
    createChecker({
      world,
      region,
      address: `15.177.${index}.1`,
      endpoint: () => (check.config.Disabled === true ? undefined : endpointOf(check.config)),
      intervalSeconds: RequestInterval,
      failureThreshold: () => check.config.FailureThreshold ?? 3,
      believes,
      firstAfterMs: world.awsTime((RequestInterval * index) / regions.length),
      onLooked,
    }),
  );
}
