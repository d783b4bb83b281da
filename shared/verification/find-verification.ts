import type { PlanName, RegionName, VerificationId } from '../contracts/fields.ts';
import type { DeployedPlan } from '../contracts/plan.ts';
import { isRestored, type RestoredVerification, type Verification } from '../contracts/verification/verification.ts';
import { NotDeployed } from '../errors.ts';
import { findPlan, type Plans } from '../plans/find.ts';

type Named = Readonly<{ plan: PlanName; verification: VerificationId }>;

export type FoundVerification<V extends Verification = Verification> = Readonly<{
  plan: DeployedPlan;
  verification: V;
  region: RegionName;
}>;

export function findVerification(plans: Plans, { plan: name, verification: id }: Named): FoundVerification {
  const plan = findPlan(plans, name);
  const verification = plan.restoreVerification.find((one) => one.id === id);
  if (verification === undefined)
    throw new NotDeployed('The plan has no such verification.', { plan: name, verification: id });
  return { plan, verification, region: plan.regions[verification.region] };
}

export function findRestored(plans: Plans, named: Named): FoundVerification<RestoredVerification> {
  const found = findVerification(plans, named);
  const { verification } = found;
  if (!isRestored(verification)) throw new NotDeployed('The verification restores nothing.', { ...named });
  return { ...found, verification };
}
