import type { LedgerEntry } from '../../shared/contracts/ledger-entry.ts';
import type { EscalateApprovalInput, EscalateApprovalOutput } from '../../shared/contracts/recovery/run.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import { contactOf, isSomebodyLeft, secondsToAnswer } from '../../shared/domain/recovery/escalation.ts';
import { factsOf } from '../../shared/domain/run-facts.ts';
import type { Plans } from '../../shared/plans/find.ts';
import { findRun } from '../../shared/plans/find-run.ts';

export type EscalateApprovalDependencies = Readonly<{ plans: Plans; ledgerOf: LedgerOf }>;

/**
 * Writes down that the one who was asked said nothing, and says whether somebody is left. Whose question never got through, since the call
 * of who asks it was lost, has not said nothing: they are asked again, with the same time. Run twice, it writes once for each decision.
 */
export async function escalateApproval(
  { runId, unanswered }: EscalateApprovalInput,
  { plans, ledgerOf }: EscalateApprovalDependencies,
): Promise<EscalateApprovalOutput> {
  const ledger = ledgerOf(runId);
  const entries = await ledger.read('run');
  const { response } = findRun(plans, entries).plan;
  const since = entries.slice(Math.max(0, last(entries, 'decided')));
  if (factsOf(since, 'unanswered').length <= unanswered) {
    if (!isAsked(since.slice(Math.max(0, last(since, 'unanswered')))))
      return { verdict: 'ask', unanswered, approvalSeconds: secondsToAnswer(response, unanswered) };
    await ledger.append('run', { type: 'unanswered', contact: contactOf(response, unanswered) });
  }
  const silent = unanswered + 1;
  const verdict = isSomebodyLeft(response, silent) ? 'ask' : 'end';
  return { verdict, unanswered: silent, approvalSeconds: secondsToAnswer(response, silent) };
}

const last = (entries: readonly LedgerEntry[], type: 'decided' | 'unanswered'): number =>
  entries.findLastIndex(({ fact }) => fact.type === type);

/** In this turn: since the decision, or since the contact before gave no answer. */
const isAsked = (turn: readonly LedgerEntry[]): boolean =>
  factsOf(turn, 'asked').some(({ fact }) => fact.question === 'approval');
