import type { RunRef } from '../../shared/contracts/recovery/run.ts';
import type { VerificationRecord } from '../../shared/contracts/verification/record.ts';
import type { RecordVerificationOutput } from '../../shared/contracts/verification/run.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import { standing } from '../../shared/domain/recovery/closing.ts';
import { firstOf } from '../../shared/domain/run-facts.ts';
import type { Store } from '../../shared/report/store.ts';
import { storeReports } from '../../shared/report/store-reports.ts';
import type { BuildVerification } from '../../shared/verification/build-verification.ts';

export type RecordVerificationDependencies = Readonly<{
  ledgerOf: LedgerOf;
  buildRecord: BuildVerification;
  renderMarkdown: (record: VerificationRecord) => string;
  renderHtml: (record: VerificationRecord) => string;
  store: Store;
}>;

/** Stores the record and its reports, once, and writes down where and with which seal. */
export async function recordVerification(
  { runId }: RunRef,
  dependencies: RecordVerificationDependencies,
): Promise<RecordVerificationOutput> {
  const ledger = dependencies.ledgerOf(runId);
  const entries = await ledger.read();
  const record = dependencies.buildRecord(runId, entries);
  if (!standing(entries, 'recorded'))
    await ledger.append('run', {
      type: 'recorded',
      ...(await storeReports(`verifications/${record.runId}`, record, dependencies)),
    });
  return { verdict: firstOf(entries, 'runRefused') === undefined ? record.verdict : 'refused' };
}
