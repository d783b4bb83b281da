import type { DeployedPlan } from '../../../shared/contracts/plan.ts';
import type { Claimed } from './claim.ts';

/** What is pinned exists, under its own id. */
export const claimsOfPins = ({ pins }: DeployedPlan): readonly Claimed[] =>
  pins.databases.map(({ instance, region: side, resourceId, source }) => ({
    ...{ is: 'database' as const, side, instance, resourceId, source },
    by: `pins.databases of ${instance}`,
  }));
