import type { FactOf, LedgerEntry } from '../contracts/ledger-entry.ts';
import type { DeployedPlan, Runbook } from '../contracts/plan.ts';
import { NotDeployed } from '../errors.ts';
import { findPlan, findRunbook, type Plans } from '../plans/find.ts';
import { type RunSummary, summarise } from './summarise.ts';

export type FoundRun = Readonly<{
  opened: FactOf<'runOpened'>;
  plan: DeployedPlan;
  runbook: Runbook;
  run: RunSummary;
}>;

/** A run that was opened, with the plan and runbook it was opened for. Throws NotDeployed when any of them is missing. */
export const findRun = (plans: Plans, entries: readonly LedgerEntry[]): FoundRun => {
  const run = summarise(entries);
  const { opened } = run;
  if (opened === undefined)
    throw new NotDeployed('The ledger has no run that was opened.', { entries: entries.length });
  const plan = findPlan(plans, opened.plan);
  return { opened, plan, runbook: findRunbook(plan, opened.runbook), run };
};
