import type { LedgerEntry } from '../contracts/ledger-entry.ts';
import type { DeployedPlan } from '../contracts/plan.ts';
import { factsOf, firstOf } from '../report/run-facts.ts';

/**
 * Until when the plan rests after this run: after an incident in which a call was made, counted from the last entry of the
 * ledger, so that every attempt to close the run finds the same time. Undefined: no rest.
 */
export const holdDownAfter = (entries: readonly LedgerEntry[], plan: DeployedPlan | undefined): string | undefined => {
  const opened = firstOf(entries, 'runOpened')?.fact;
  if (plan === undefined || opened === undefined || opened.dryRun || opened.occasion !== 'incident') return undefined;
  if (factsOf(entries, 'intent').length === 0) return undefined;
  const last = entries.reduce((latest, { at }) => (at > latest ? at : latest), '');
  return new Date(Date.parse(last) + plan.response.holdDown * 1000).toISOString();
};
