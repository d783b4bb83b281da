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

/** What of all functions the stack of a standby Region has: those beside copies only where there are some. */
export const functionsInStandby = (all: readonly FunctionFile[], { region, plans }: Stack): FunctionFile[] =>
  all.filter(({ stands }) => stands === 'inStandby' || copyRegions(plans).includes(region));

/** What of them the stack of another Region has, and for which plans: those whose standby is elsewhere and whose copies are here. */
export function functionsElsewhere(all: readonly FunctionFile[], { region, plans }: Stack) {
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
