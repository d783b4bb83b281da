import { DecisionEvidence } from '../../shared/contracts/decision-evidence.ts';
import type { PlanName } from '../../shared/contracts/fields.ts';
import type { AskApprovalInput, Nothing } from '../../shared/contracts/run.ts';
import { contactOf, secondsToAnswer } from '../../shared/domain/escalation.ts';
import { secondsAfter } from '../../shared/domain/seconds-after.ts';
import { InvalidInput } from '../../shared/errors.ts';
import type { Control, PastRun } from '../../shared/ledger/control.ts';
import { findRun } from '../../shared/ledger/find-run.ts';
import { isLedgerError } from '../../shared/ledger/unavailable.ts';
import { approvalRequest } from '../../shared/notices/approval-request.ts';
import type { AskDependencies } from '../../shared/notices/ask-dependencies.ts';

export type AwaitApprovalDependencies = AskDependencies & Readonly<{ control: Pick<Control, 'history'> }>;

/** How long it took before is good to know, and no reason to ask nobody. */
const readHistory = async (control: Pick<Control, 'history'>, plan: PlanName): Promise<readonly PastRun[]> => {
  try {
    return await control.history(plan);
  } catch (error) {
    if (isLedgerError(error)) return [];
    throw error;
  }
};

/**
 * Tells people what would be done and how to answer. Each attempt has a task token of its own, so an attempt that is made again
 * asks again: an old token leads nowhere.
 */
export const awaitApproval = async (
  { runId, taskToken, unanswered }: AskApprovalInput,
  dependencies: AwaitApprovalDependencies,
): Promise<Nothing> => {
  const { plans, ledgerOf, control, publish, region, now } = dependencies;
  const ledger = ledgerOf(runId);
  const { opened, plan, run } = findRun(plans, await ledger.read('run'));
  const { decided } = run;
  if (decided?.verdict !== 'ask') throw new InvalidInput('The decision of this run was not to ask.', { runId });
  const evidence = DecisionEvidence.parse(decided.evidence);
  const history = await readHistory(control, plan.plan);
  const expiresAt = secondsAfter(now(), secondsToAnswer(plan.response, unanswered));
  const asking = { runId, opened, decided, evidence, plan, history, unanswered, region, taskToken, expiresAt };
  const messageId = await publish(approvalRequest(asking));
  const contact = contactOf(plan.response, unanswered);
  await ledger.append('run', { type: 'asked', question: 'approval', expiresAt, messageId, contact });
  return {};
};
