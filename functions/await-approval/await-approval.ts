import type { Debt } from '../../shared/contracts/recovery/debt.ts';
import { DecisionEvidence } from '../../shared/contracts/recovery/decision-evidence.ts';
import type { AskApprovalInput, Nothing } from '../../shared/contracts/recovery/run.ts';
import type { VerifiedStates } from '../../shared/contracts/verification/verified.ts';
import type { Control } from '../../shared/control/control.ts';
import type { Debts } from '../../shared/control/debts.ts';
import type { Verified } from '../../shared/control/verified.ts';
import { earlierDecision } from '../../shared/domain/recovery/earlier-decision.ts';
import { contactOf, secondsToAnswer } from '../../shared/domain/recovery/escalation.ts';
import type { PastRun } from '../../shared/domain/recovery/past-run.ts';
import { inStream, rejectionIn } from '../../shared/domain/run-facts.ts';
import { secondsAfter } from '../../shared/domain/time.ts';
import { InvalidInput } from '../../shared/errors.ts';
import { isLedgerError } from '../../shared/ledger/unavailable.ts';
import { approvalRequest } from '../../shared/notices/approval-request.ts';
import type { AskDependencies } from '../../shared/notices/ask-dependencies.ts';
import { callsMade } from '../../shared/notices/asked-again.ts';
import { findRun } from '../../shared/plans/find-run.ts';

export type AwaitApprovalDependencies = AskDependencies &
  Readonly<{ control: Pick<Control, 'history'>; verified: Pick<Verified, 'read'>; debts: Pick<Debts, 'read'> }>;

/**
 * Tells people what would be done and how to answer. Each attempt has a task token of its own, so an attempt that is made again
 * asks again: an old token leads nowhere.
 */
export async function awaitApproval(
  { runId, taskToken, unanswered }: AskApprovalInput,
  dependencies: AwaitApprovalDependencies,
): Promise<Nothing> {
  const { plans, ledgerOf, control, verified, debts, publish, region, ledgerTable, now } = dependencies;
  const ledger = ledgerOf(runId);
  const entries = await ledger.read();
  const { opened, plan, runbook, run } = findRun(plans, entries);
  const { decided } = run;
  if (decided?.verdict !== 'ask') throw new InvalidInput('The decision of this run was not to ask.', { runId });
  const evidence = DecisionEvidence.parse(decided.evidence);
  const earlier = earlierDecision(entries);
  const [history, proven, owed] = await Promise.all([
    orElse<readonly PastRun[]>(control.history(plan.plan), []),
    orElse<VerifiedStates>(verified.read(plan.plan), {}),
    orElse<readonly Debt[]>(debts.read(plan.plan), []),
  ]);
  const expiresAt = secondsAfter(now(), secondsToAnswer(plan.response, unanswered));
  const asking = {
    runId,
    opened,
    decided,
    evidence,
    plan,
    runbook,
    history,
    verified: proven,
    owed: owed.filter((debt) => debt.runId !== runId),
    unanswered,
    rejected: rejectionIn(inStream(entries, 'run')),
    again: earlier && { earlier, done: callsMade(entries) },
    region,
    ledgerTable,
    taskToken,
    expiresAt,
  };
  const messageId = await publish(approvalRequest(asking));
  const contact = contactOf(plan.response, unanswered);
  await ledger.append('run', { type: 'asked', question: 'approval', expiresAt, messageId, contact });
  return {};
}

/** How long it took before is good to know, and no reason to ask nobody. */
async function orElse<T>(reading: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (isLedgerError(error)) return otherwise;
    throw error;
  }
}
