import type { PlanName } from '../../shared/contracts/fields.ts';
import type { Nothing, RunRef } from '../../shared/contracts/run.ts';
import type { VerificationRecord, VerificationResult } from '../../shared/contracts/verification/record.ts';
import { standing } from '../../shared/domain/closing.ts';
import { endOf } from '../../shared/domain/run-ending.ts';
import { remembered } from '../../shared/domain/verification/verified.ts';
import type { LedgerOf } from '../../shared/ledger/connect-tables.ts';
import type { Control } from '../../shared/ledger/control.ts';
import type { Verified } from '../../shared/ledger/verified.ts';
import { firstOf } from '../../shared/report/run-facts.ts';
import type { BuildVerification } from '../../shared/verification/build-record.ts';
import { verificationLock } from '../../shared/verification/lock.ts';

export type CloseVerificationDependencies = Readonly<{
  ledgerOf: LedgerOf;
  control: Control;
  verified: Verified;
  buildRecord: BuildVerification;
  /** Counts and times of each backup, for graphs and alarms. */
  publish: (results: readonly VerificationResult[], at: string) => Promise<void>;
}>;

const remember = async (record: VerificationRecord, at: string, verified: Verified): Promise<void> => {
  const plans = new Set<PlanName>(record.results.map(({ plan }) => plan));
  for (const plan of plans) {
    const results = record.results.filter((result) => result.plan === plan);
    await verified.change(plan, (states) => remembered(states, results, { runId: record.runId, at }));
  }
};

/** Keeps what was measured for those who are asked next time, lets the lock go, and ends the ledger. Run twice, it does it once. */
export const closeVerification = async (
  { runId }: RunRef,
  { ledgerOf, control, verified, buildRecord, publish }: CloseVerificationDependencies,
): Promise<Nothing> => {
  const ledger = ledgerOf(runId);
  const entries = await ledger.read();
  if (standing(entries, 'runClosed')) return {};
  const record = buildRecord(runId, entries);
  const at = endOf(entries);
  await remember(record, at, verified);
  await publish(record.results, at);
  const executionArn = firstOf(entries, 'verificationOpened')?.fact.executionArn ?? '';
  await control.release(verificationLock, { runId, executionArn }, { holdDownUntil: undefined, lastRun: undefined });
  await ledger.append('run', { type: 'runClosed' });
  return {};
};
