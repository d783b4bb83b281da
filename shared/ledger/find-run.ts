import type { RunbookName } from '../contracts/fields.ts';
import type { FactOf, LedgerEntry } from '../contracts/ledger-entry.ts';
import type { DeployedPlan, Runbook } from '../contracts/plan.ts';
import { type AcceptedLoss, acceptedLoss, chosenRestore } from '../domain/clearance.ts';
import { NotDeployed } from '../errors.ts';
import { findPlan, findRunbook, type Plans } from '../plans/find.ts';
import { type RunSummary, summarise } from './summarise.ts';

export type FoundRun = Readonly<{
  opened: FactOf<'runOpened'>;
  plan: DeployedPlan;
  /** The one that is carried out: that of the start, or the restore that a person chose in its place. */
  runbook: Runbook;
  runbookName: RunbookName;
  acceptedLoss: AcceptedLoss;
  run: RunSummary;
}>;

/** A run that was opened, with the plan and runbook it was opened for. Throws NotDeployed when any of them is missing. */
export const findRun = (plans: Plans, entries: readonly LedgerEntry[]): FoundRun => {
  const run = summarise(entries);
  const { opened } = run;
  if (opened === undefined)
    throw new NotDeployed('The ledger has no run that was opened.', { entries: entries.length });
  const plan = findPlan(plans, opened.plan);
  const runbookName = chosenRestore(entries, plan)?.runbook ?? opened.runbook;
  const runbook = findRunbook(plan, runbookName);
  return { opened, plan, runbook, runbookName, acceptedLoss: acceptedLoss(entries), run };
};
