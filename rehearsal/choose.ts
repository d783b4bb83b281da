import { Complaint, wordsOf } from 'simulated-aws/complaint.ts';
import { type ReadPlans, readPlans } from '../deployment/plans/read-plans.ts';
import type { DeployedPlan, Runbook } from '../shared/contracts/plan.ts';
import { claimsOfVerifications } from './landscape/claims/verifications.ts';
import type { Draft } from './landscape/draft/draft.ts';
import { draftLandscape } from './landscape/draft/draft-landscape.ts';

export function plansIn(folder: string): ReadPlans {
  try {
    return readPlans(folder);
  } catch (error) {
    throw new Complaint(wordsOf(error));
  }
}

/** The plan that is named, or the first one that there is. */
export function planNamed({ plans }: ReadPlans, folder: string, name: string | undefined): DeployedPlan {
  const plan = name === undefined ? Object.values(plans)[0] : plans[name];
  if (plan !== undefined) return plan;
  throw new Complaint(`There is no plan ${name} in ${folder}/. There are: ${Object.keys(plans).join(', ')}.`);
}

export type Named = Readonly<{
  /** The folder. */
  plans: string;
  plan: string | undefined;
  runbook: string | undefined;
  /** The databases whose backups are verified stand, too. */
  withBackups?: boolean;
}>;

/** What is to be rehearsed: a plan of a folder, one of its runbooks, and the landscape that they name. */
export type Choice = Readonly<{
  folder: string;
  /** All plans of the folder: a stack serves them all. */
  all: readonly DeployedPlan[];
  plan: DeployedPlan;
  name: string;
  runbook: Runbook;
  draft: Draft;
}>;

/** The plan and the runbook that the options name. Throws a Complaint that says what cannot be staged, before anything starts. */
export function choose({ plans: folder, plan: name, runbook: wanted, withBackups = false }: Named): Choice {
  const read = plansIn(folder);
  const plan = planNamed(read, folder, name);
  const runbookName = wanted ?? plan.response.runbook;
  const runbook = Object.entries(plan.runbooks).find(([one]) => one === runbookName)?.[1];
  if (runbook === undefined)
    throw new Complaint(
      `Plan ${plan.plan} has no runbook ${runbookName}. There are: ${Object.keys(plan.runbooks).join(', ')}.`,
    );
  const claims = withBackups ? claimsOfVerifications(plan) : [];
  const draft = draftLandscape({ plan, runbook, rehearsal: read.rehearsals[plan.plan], claims });
  return { folder, all: Object.values(read.plans), plan, name: runbookName, runbook, draft };
}
