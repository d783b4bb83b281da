import type { PlanName } from '../../shared/contracts/fields.ts';
import type { LedgerEntry } from '../../shared/contracts/ledger-entry.ts';
import type { Nothing, RunRef } from '../../shared/contracts/recovery/run.ts';
import type { VerificationRecord, VerificationResult } from '../../shared/contracts/verification/record.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import type { Control } from '../../shared/control/control.ts';
import type { Unsettled, UnsettledRun } from '../../shared/control/unsettled.ts';
import { verificationLock } from '../../shared/control/verification-lock.ts';
import type { Verified } from '../../shared/control/verified.ts';
import { standing } from '../../shared/domain/recovery/closing.ts';
import { endOf } from '../../shared/domain/recovery/run-ending.ts';
import { firstOf } from '../../shared/domain/run-facts.ts';
import { remembered } from '../../shared/domain/verification/verified.ts';
import { chainsOf } from '../../shared/report/verification/chains-of.ts';
import { openClaimsOf, openCopiesOf } from '../../shared/report/verification/earlier-copies.ts';
import type { BuildVerification } from '../../shared/verification/build-verification.ts';

export type CloseVerificationDependencies = Readonly<{
  ledgerOf: LedgerOf;
  control: Control;
  verified: Verified;
  unsettled: Pick<Unsettled, 'change'>;
  buildRecord: BuildVerification;
  /** Counts and times of each backup, for graphs and alarms. */
  publish: (results: readonly VerificationResult[], at: string) => Promise<void>;
}>;

/**
 * Lets the lock go, keeps what was measured for those who are asked next time, says what is left to look for, and ends the ledger.
 * Run twice, or long after the run, it does it once.
 */
export async function closeVerification(
  { runId }: RunRef,
  { ledgerOf, control, verified, unsettled, buildRecord, publish }: CloseVerificationDependencies,
): Promise<Nothing> {
  const ledger = ledgerOf(runId);
  const entries = await ledger.read();
  if (standing(entries, 'runClosed')) return {};
  const closing = { record: buildRecord(runId, entries), entries };
  const executionArn = firstOf(entries, 'verificationOpened')?.fact.executionArn ?? '';
  const ending = { holdDownUntil: undefined, lastRun: undefined };
  await all([
    control.release(verificationLock, { runId, executionArn }, ending),
    settle(closing, unsettled),
    remember(closing, verified),
  ]);
  const unpublished = await publishFigures(closing, publish);
  await ledger.append('run', { type: 'runClosed', ...(unpublished && { unpublished }) });
  return {};
}

/** All of it is tried, so that what fails in one part leaves no lock; then the first failure is thrown, and the whole repeated. */
async function all(parts: readonly Promise<void>[]): Promise<void> {
  for (const part of await Promise.allSettled(parts)) if (part.status === 'rejected') throw part.reason;
}

type Closing = Readonly<{ record: VerificationRecord; entries: readonly LedgerEntry[] }>;

/** What stays for later runs to look for: of this run, and of those whose ledgers it has asked. One that has left the list stays away. */
async function settle({ record }: Closing, unsettled: Pick<Unsettled, 'change'>): Promise<void> {
  const openOf = ({ runId, open }: UnsettledRun): readonly string[] | undefined =>
    runId === record.runId ? openCopiesOf(record) : (openClaimsOf(record, runId) ?? open);
  await unsettled.change((runs) =>
    runs.flatMap((run) => {
      const open = openOf(run);
      if (open === undefined) return [run];
      return open.length === 0 ? [] : [{ ...run, open: [...open] }];
    }),
  );
}

async function remember(closing: Closing, verified: Verified): Promise<void> {
  const { record } = closing;
  const plans = new Set<PlanName>(record.results.map(({ plan }) => plan));
  for (const plan of plans) {
    const results = record.results
      .filter((result) => result.plan === plan && result.verdict === 'passed')
      .map((result) => ({ result, at: { runId: record.runId, at: provenAt(closing, result) } }));
    await verified.change(plan, (states) =>
      results.reduce((known, { result, at }) => remembered(known, [result], at), states),
    );
  }
}

/** When it was looked at, not when the run was closed: a run that has died may be closed long after. */
function provenAt({ entries }: Closing, { plan, verification }: VerificationResult): string {
  const { check, point } = chainsOf(entries, plan, verification);
  return endOf(check.length > 0 ? check : point);
}

/** Figures are for graphs: that they could not be sent does not undo what the run has shown, and stands in the ledger. */
async function publishFigures(
  { record, entries }: Closing,
  publish: CloseVerificationDependencies['publish'],
): Promise<string | undefined> {
  try {
    await publish(record.results, endOf(entries));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.name : 'unknown';
  }
}
