import type { RunbookName } from '../contracts/fields.ts';
import type { FactOf, LedgerEntry } from '../contracts/ledger-entry.ts';
import type { DeployedPlan, Runbook } from '../contracts/plan.ts';
import type { LossBasis } from '../contracts/recovery/facts-of-run.ts';
import { type AcceptedLoss, acceptedForks, acceptedLoss, chosenRestore } from '../domain/recovery/clearance.ts';
import { type RunSummary, summarise } from '../domain/recovery/summarise.ts';
import { NotDeployed } from '../errors.ts';
import { findPlan, findRunbook, type Plans } from './find.ts';

export type FoundRun = Readonly<{
  opened: FactOf<'runOpened'>;
  plan: DeployedPlan;
  /** The one that is carried out: that of the start, or the restore that a person chose in its place. */
  runbook: Runbook;
  runbookName: RunbookName;
  acceptedLoss: AcceptedLoss;
  acceptedForks: readonly string[];
  /** Until when writes may have been acknowledged, by the last decision; undefined before the first. */
  lost: Readonly<{ since: string; basis: LossBasis }> | undefined;
  run: RunSummary;
}>;

/** A run that was opened, with the plan and runbook it was opened for. Throws NotDeployed when any of them is missing. */
export function findRun(plans: Plans, entries: readonly LedgerEntry[]): FoundRun {
  const run = summarise(entries);
  const { opened } = run;
  if (opened === undefined)
    throw new NotDeployed('The ledger has no run that was opened.', { entries: entries.length });
  const plan = findPlan(plans, opened.plan);
  const runbookName = chosenRestore(entries, plan)?.runbook ?? opened.runbook;
  const runbook = findRunbook(plan, runbookName);
  return {
    ...{ opened, plan, runbook, runbookName, run },
    acceptedLoss: acceptedLoss(entries),
    acceptedForks: acceptedForks(entries),
    lost: lostBy(run),
  };
}

/** What was decided before that was kept counts until the decision itself. */
const lostBy = ({ decided }: RunSummary): FoundRun['lost'] =>
  decided && { since: decided.lostSince ?? decided.at, basis: decided.lossBasis ?? 'decision' };
