import { Complaint, wordsOf } from 'simulated-aws/complaint.ts';
import { readPlans } from '../deployment/plans/read-plans.ts';
import type { DeployedPlan, Runbook } from '../shared/contracts/plan.ts';

export type Choice = Readonly<{ plan: DeployedPlan; name: string; runbook: Runbook }>;

export const plansHere = (): Readonly<Record<string, DeployedPlan>> => {
  try {
    return readPlans().plans;
  } catch (error) {
    throw new Complaint(wordsOf(error));
  }
};

/** The plan and the runbook that the options name. */
export const choose = ({ plan: name, runbook: wanted }: { plan: string; runbook: string | undefined }): Choice => {
  const plans = plansHere();
  const plan = plans[name];
  if (plan === undefined)
    throw new Complaint(`There is no plan ${name} in plans/. There are: ${Object.keys(plans).join(', ')}.`);
  const runbookName = wanted ?? plan.response.runbook;
  const found = Object.entries(plan.runbooks).find(([one]) => one === runbookName)?.[1];
  if (found === undefined)
    throw new Complaint(
      `Plan ${name} has no runbook ${runbookName}. There are: ${Object.keys(plan.runbooks).join(', ')}.`,
    );
  return { plan, name: runbookName, runbook: found };
};
