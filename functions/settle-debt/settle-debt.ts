import type { ReportOwed } from '../../shared/aws/report-owed.ts';
import type { Debt } from '../../shared/contracts/recovery/debt.ts';
import type { SettleDebtInput } from '../../shared/contracts/recovery/payment.ts';
import type { Nothing } from '../../shared/contracts/recovery/run.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import type { Debts } from '../../shared/control/debts.ts';
import { without } from '../../shared/domain/recovery/debts.ts';
import { lastOwedIn } from '../../shared/domain/recovery/owed.ts';
import { factsOf, firstOf, inStream, lastOf } from '../../shared/domain/run-facts.ts';
import { InvalidInput } from '../../shared/errors.ts';
import { debtNotice, isHeardOf } from '../../shared/notices/debt-notice.ts';
import type { Publish } from '../../shared/notices/open-topic.ts';

export type SettleDebtDependencies = Readonly<{
  ledgerOf: LedgerOf;
  debts: Debts;
  reportOwed: ReportOwed;
  publish: Publish;
  now: () => string;
}>;

/**
 * Carries out what the ledger says of a debt's end: it leaves the control table, and people hear of it where there is anything to hear;
 * twice, with the same reference, when this dies in between. Throws InvalidInput when the ledger has no such end.
 */
export async function settleDebt(
  { runId, stepId, pay: attempt }: SettleDebtInput,
  dependencies: SettleDebtDependencies,
): Promise<Nothing> {
  const { ledgerOf, debts, publish } = dependencies;
  const ledger = ledgerOf(runId);
  const entries = await ledger.read();
  const ofDebt = inStream(entries, `debt:${stepId}`);
  const opened = firstOf(entries, 'runOpened')?.fact;
  const ofStep = inStream(entries, `step:${stepId}`);
  const owed = lastOwedIn(ofStep);
  const settled = factsOf(ofDebt, 'debtSettled').findLast(({ fact }) => fact.attempt === attempt);
  if (opened === undefined || owed === undefined || settled === undefined)
    throw new InvalidInput('The ledger has no end of this debt.', { runId, stepId, attempt });

  const left = await debts.change(opened.plan, (all) => without(all, { runId, stepId, attempt }));
  await report(left, dependencies);
  if (factsOf(ofDebt, 'debtTold').some(({ fact }) => fact.attempt === attempt)) return {};
  const told = {
    ...{ runId, opened, owed, at: settled.at, settled: settled.fact },
    closedAt: lastOf(entries, 'runClosed')?.at,
    ...{ ofStep, ofDebt },
  };
  const messageId = isHeardOf(told) ? await publish(debtNotice(told)) : undefined;
  await ledger.append(`debt:${stepId}`, { type: 'debtTold', attempt, ...(messageId && { messageId }) });
  return {};
}

/** The figure of an alarm, which goes off without it as well, only later. */
async function report(
  left: readonly Debt[],
  { reportOwed, now }: Pick<SettleDebtDependencies, 'reportOwed' | 'now'>,
): Promise<void> {
  try {
    if (!left.some(isDue)) await reportOwed(0, now());
  } catch {
    return;
  }
}

const isDue = ({ dueSince }: Debt): boolean => dueSince !== undefined;
