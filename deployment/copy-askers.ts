import type { DeployedPlan } from '../shared/contracts/plan.ts';
import { isRestored } from '../shared/contracts/verification/verification.ts';
import { type FunctionFile, functionKey } from './function-file.ts';

/** Regions in which a plan restores copies. */
export const copyRegions = (plans: readonly DeployedPlan[]): string[] => [
  ...new Set(
    plans.flatMap(({ regions, restoreVerification }) =>
      restoreVerification.filter(isRestored).map(({ region }) => regions[region]),
    ),
  ),
];

type Stack = Readonly<{ region: string; plans: readonly DeployedPlan[] }>;

/** What a stack has of all functions, and for which of all plans. */
type Served = Readonly<{ functions: FunctionFile[]; plans: DeployedPlan[] }>;

/** The stack of a standby Region: functions beside copies only where there are some. */
export function servedInStandby(all: readonly FunctionFile[], { region, plans }: Stack): Served {
  const served = plans.filter((plan) => plan.regions.standby === region);
  const hasCopies = copyRegions(served).includes(region);
  return { functions: all.filter(({ stands }) => stands === 'inStandby' || hasCopies), plans: served };
}

/** The stack of another Region: plans whose standby is elsewhere and whose copies are here. */
export function servedElsewhere(all: readonly FunctionFile[], { region, plans }: Stack): Served {
  const served = plans.filter((plan) => plan.regions.standby !== region && copyRegions([plan]).includes(region));
  return {
    functions: served.length === 0 ? [] : all.filter(({ stands }) => stands === 'whereCopiesAre'),
    plans: served,
  };
}

/** Names of the functions that look at copies, by their Regions: of the stack itself, and of that of another Region. */
export const copyAskers = (plans: readonly DeployedPlan[], service: Readonly<{ name: string; stage: string }>) =>
  plans.flatMap((plan) =>
    copyRegions([plan]).map((region) => {
      const stack = region === plan.regions.standby ? service.name : `${service.name}-detector`;
      return { region, name: `${stack}-${service.stage}-${functionKey('ask-copy')}` };
    }),
  );
