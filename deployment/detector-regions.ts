import type { DeployedPlan } from '../shared/contracts/plan.ts';
import { alarmsOf } from '../shared/domain/detection/alarms-of.ts';
import { copyRegions } from './copy-askers.ts';

/** The Regions whose alarms a plan's standby has to hear of, or in which copies are looked at, besides its own. */
export const detectorRegions = (plan: DeployedPlan): string[] => {
  const regions: readonly string[] = [...alarmsOf(plan).map(({ region }) => region), ...copyRegions([plan])];
  return [...new Set(regions)].filter((region) => region !== plan.regions.standby);
};
