import type { RecordOutcomeOutput, RecoveryRecord } from '../../shared/contracts/recovery/recovery-record.ts';
import type { RunRef } from '../../shared/contracts/recovery/run.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import { standing } from '../../shared/domain/recovery/closing.ts';
import { oneLine } from '../../shared/notices/notice.ts';
import type { BuildRunRecord } from '../../shared/report/recovery/run-record.ts';
import type { Store } from '../../shared/report/store.ts';
import { storeReports } from '../../shared/report/store-reports.ts';

export type RecordOutcomeDependencies = Readonly<{
  ledgerOf: LedgerOf;
  buildRecord: BuildRunRecord;
  renderMarkdown: (record: RecoveryRecord) => string;
  renderHtml: (record: RecoveryRecord) => string;
  store: Store;
}>;

/** Stores the record and its reports, once for each time that the run ends, and writes down where and with which seal. */
export async function recordOutcome(
  { runId }: RunRef,
  dependencies: RecordOutcomeDependencies,
): Promise<RecordOutcomeOutput> {
  const ledger = dependencies.ledgerOf(runId);
  const entries = await ledger.read();
  const record = dependencies.buildRecord(runId, entries);
  if (!standing(entries, 'recorded'))
    await ledger.append('run', { type: 'recorded', ...(await storeReports(folderOf(record), record, dependencies)) });
  return { outcome: record.outcome, reason: oneLine(record.reason) };
}

const folderOf = ({ plan, runId }: RecoveryRecord): string => `runs/${plan ?? 'unknown'}/${runId}`;
