import type { PlanName, RunbookName, StepId } from '../contracts/fields.ts';
import type { DeployedPlan, Runbook } from '../contracts/plan.ts';
import type { PlanStep } from '../contracts/step-kind.ts';
import { NotDeployed } from '../errors.ts';

export type Plans = Readonly<Record<string, DeployedPlan>>;

export function findPlan(plans: Plans, name: PlanName): DeployedPlan {
  const plan = Object.hasOwn(plans, name) ? plans[name] : undefined;
  if (plan === undefined)
    throw new NotDeployed('The plan is not deployed.', { plan: name, deployed: Object.keys(plans) });
  return plan;
}

export function findRunbook(plan: DeployedPlan, name: RunbookName): Runbook {
  const runbook = Object.hasOwn(plan.runbooks, name) ? plan.runbooks[name] : undefined;
  if (runbook === undefined) throw new NotDeployed('The plan has no such runbook.', { plan: plan.plan, runbook: name });
  return runbook;
}

export function findStep(runbook: Runbook, stepId: StepId): PlanStep {
  const step = runbook.stages.flatMap((stage) => stage.steps).find(({ id }) => id === stepId);
  if (step === undefined) throw new NotDeployed('The runbook has no such step.', { stepId });
  return step;
}
