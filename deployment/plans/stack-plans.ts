import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import { detectorRegions } from '../detector-regions.ts';
import { plansOf, type ReadPlans, readPlans } from './read-plans.ts';

const none: ReadPlans = { plans: {}, rehearsals: {}, warnings: [] };

/** The plans that a stack is made from; none where they cannot be read, of which `stackRefused` tells. */
export function plansForStack(folder: string): ReadPlans {
  try {
    return readPlans(folder);
  } catch {
    return none;
  }
}

type Asked = Readonly<{
  /** Where the plan files are. */
  folder: string;
  region: string;
  isDetector: boolean;
}>;

/** Why no stack can be made from the plans for this Region, and what to do. Undefined: it can. */
export function stackRefused({ folder, region, isDetector }: Asked): string | undefined {
  const read = readOrRefusal(folder);
  if (typeof read === 'string') return read;
  const all = Object.values(read.plans);
  return isDetector ? detectorRefused(region, all) : refusedFor(region, read);
}

function readOrRefusal(folder: string): ReadPlans | string {
  try {
    return readPlans(folder);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function refusedFor(region: string, read: ReadPlans): string | undefined {
  if (Object.keys(plansOf(region, read)).length > 0) return undefined;
  const standbys = Object.values(read.plans).map((plan) => plan.regions.standby);
  return `No plan has ${region} as its standby. ${choicesOf(standbys)}`;
}

function detectorRefused(region: string, plans: readonly DeployedPlan[]): string | undefined {
  const regions = plans.flatMap(detectorRegions);
  if (regions.includes(region)) return undefined;
  if (regions.length === 0)
    return 'No plan has alarms or copies outside of its standby Region, so that no detector is needed.';
  return `No plan has alarms or copies in ${region} besides its standby. ${choicesOf(regions)}`;
}

const choicesOf = (regions: readonly string[]): string =>
  `Choose with --region: ${[...new Set(regions)].sort().join(', ')}`;
