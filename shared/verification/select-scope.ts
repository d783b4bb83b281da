import type { DeployedPlan } from '../contracts/plan.ts';
import type { StartVerification } from '../contracts/verification/run.ts';
import type { Verification } from '../contracts/verification/verification.ts';
import type { Plans } from '../plans/find.ts';

export type Scoped = Readonly<{ plan: DeployedPlan; verification: Verification }>;

/** Everything that was asked for, in the order of the plans; empty where nothing of that name is deployed. */
export const selectScope = (plans: Plans, { plan: wanted, database }: StartVerification): Scoped[] =>
  Object.values(plans)
    .filter(({ plan }) => wanted === undefined || plan === wanted)
    .flatMap((plan) =>
      plan.restoreVerification
        .filter((verification) => isNamed(verification, database))
        .map((verification) => ({ plan, verification })),
    );

/** By what a person would call it: the verification, or what it restores. */
function isNamed(verification: Verification, database: string | undefined): boolean {
  if (database === undefined || verification.id === database) return true;
  if ('instanceSnapshot' in verification) return verification.instanceSnapshot.instance === database;
  if ('instancePointInTime' in verification) return verification.instancePointInTime.instance === database;
  return 'clusterSnapshot' in verification && verification.clusterSnapshot.cluster === database;
}
