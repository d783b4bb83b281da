import type { EscalateApprovalInput, EscalateApprovalOutput } from '../../shared/contracts/recovery/run.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import { contactOf, isSomebodyLeft, secondsToAnswer } from '../../shared/domain/recovery/escalation.ts';
import { factsOf } from '../../shared/domain/run-facts.ts';
import type { Plans } from '../../shared/plans/find.ts';
import { findRun } from '../../shared/plans/find-run.ts';

export type EscalateApprovalDependencies = Readonly<{ plans: Plans; ledgerOf: LedgerOf }>;

/** Writes down that the one who was asked said nothing, and says whether somebody is left. Run twice, it writes once for each decision. */
export const escalateApproval = async (
  { runId, unanswered }: EscalateApprovalInput,
  { plans, ledgerOf }: EscalateApprovalDependencies,
): Promise<EscalateApprovalOutput> => {
  const ledger = ledgerOf(runId);
  const entries = await ledger.read('run');
  const { response } = findRun(plans, entries).plan;
  const decided = entries.findLastIndex(({ fact }) => fact.type === 'decided');
  if (factsOf(entries.slice(Math.max(decided, 0)), 'unanswered').length <= unanswered)
    await ledger.append('run', { type: 'unanswered', contact: contactOf(response, unanswered) });
  const silent = unanswered + 1;
  const verdict = isSomebodyLeft(response, silent) ? 'ask' : 'end';
  return { verdict, unanswered: silent, approvalSeconds: secondsToAnswer(response, silent) };
};
