import { DecisionEvidence } from '../../shared/contracts/decision-evidence.ts';
import type { AskInput, Nothing } from '../../shared/contracts/run.ts';
import { InvalidInput } from '../../shared/errors.ts';
import { findRun } from '../../shared/ledger/find-run.ts';
import { approvalRequest } from '../../shared/notices/approval-request.ts';
import type { AskDependencies } from '../../shared/notices/ask-dependencies.ts';

/**
 * Tells people what would be done and how to answer. Each attempt has a task token of its own, so an attempt that is made again
 * asks again: an old token leads nowhere.
 */
export const awaitApproval = async (
  { runId, taskToken }: AskInput,
  dependencies: AskDependencies,
): Promise<Nothing> => {
  const { plans, ledgerOf, publish, region, now } = dependencies;
  const ledger = ledgerOf(runId);
  const { opened, plan, run } = findRun(plans, await ledger.read('run'));
  if (run.decided?.verdict !== 'ask') throw new InvalidInput('The decision of this run was not to ask.', { runId });
  const { reason } = run.decided;
  const evidence = DecisionEvidence.parse(run.decided.evidence);
  const expiresAt = new Date(Date.parse(now()) + plan.response.approvalTimeout * 1000).toISOString();
  const messageId = await publish(approvalRequest({ runId, opened, reason, evidence, region, taskToken, expiresAt }));
  await ledger.append('run', { type: 'asked', question: 'approval', expiresAt, messageId });
  return {};
};
