import { createHash } from 'node:crypto';
import type { RecordOutcomeOutput, RecoveryRecord } from '../../shared/contracts/recovery-record.ts';
import type { RunRef } from '../../shared/contracts/run.ts';
import type { LedgerOf } from '../../shared/ledger/connect-tables.ts';
import type { BuildRunRecord } from '../../shared/ledger/run-record.ts';
import { firstOf } from '../../shared/report/run-facts.ts';
import type { Store } from '../../shared/report/store.ts';

export type RecordOutcomeDependencies = Readonly<{
  ledgerOf: LedgerOf;
  buildRecord: BuildRunRecord;
  renderMarkdown: (record: RecoveryRecord) => string;
  renderHtml: (record: RecoveryRecord) => string;
  store: Store;
}>;

const folderOf = ({ plan, runId }: RecoveryRecord): string => `runs/${plan ?? 'unknown'}/${runId}`;

/** The reports first and the record last: where the record lies, all of it lies. */
const storeAll = async (record: RecoveryRecord, dependencies: RecordOutcomeDependencies) => {
  const { renderMarkdown, renderHtml, store } = dependencies;
  const folder = folderOf(record);
  const body = JSON.stringify(record, null, 2);
  await Promise.all([
    store({ key: `${folder}/report.md`, body: renderMarkdown(record), contentType: 'text/markdown; charset=utf-8' }),
    store({ key: `${folder}/report.html`, body: renderHtml(record), contentType: 'text/html; charset=utf-8' }),
  ]);
  const location = await store({ key: `${folder}/record.json`, body, contentType: 'application/json' });
  return { location, seal: createHash('sha256').update(body).digest('hex') };
};

/** Stores the record and its reports, once, and writes down where and with which seal. */
export const recordOutcome = async (
  { runId }: RunRef,
  dependencies: RecordOutcomeDependencies,
): Promise<RecordOutcomeOutput> => {
  const ledger = dependencies.ledgerOf(runId);
  const entries = await ledger.read();
  const record = dependencies.buildRecord(runId, entries);
  if (!firstOf(entries, 'recorded'))
    await ledger.append('run', { type: 'recorded', ...(await storeAll(record, dependencies)) });
  return { outcome: record.outcome };
};
