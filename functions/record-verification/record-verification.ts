import { createHash } from 'node:crypto';
import type { RunRef } from '../../shared/contracts/run.ts';
import type { VerificationRecord } from '../../shared/contracts/verification/record.ts';
import type { RecordVerificationOutput } from '../../shared/contracts/verification/run.ts';
import type { LedgerOf } from '../../shared/ledger/connect-tables.ts';
import { firstOf } from '../../shared/report/run-facts.ts';
import type { Store } from '../../shared/report/store.ts';
import type { BuildVerification } from '../../shared/verification/build-record.ts';

export type RecordVerificationDependencies = Readonly<{
  ledgerOf: LedgerOf;
  buildRecord: BuildVerification;
  renderMarkdown: (record: VerificationRecord) => string;
  renderHtml: (record: VerificationRecord) => string;
  store: Store;
}>;

/** The reports first and the record last: where the record lies, all of it lies. */
const storeAll = async (record: VerificationRecord, dependencies: RecordVerificationDependencies) => {
  const { renderMarkdown, renderHtml, store } = dependencies;
  const folder = `verifications/${record.runId}`;
  const body = JSON.stringify(record, null, 2);
  await Promise.all([
    store({ key: `${folder}/report.md`, body: renderMarkdown(record), contentType: 'text/markdown; charset=utf-8' }),
    store({ key: `${folder}/report.html`, body: renderHtml(record), contentType: 'text/html; charset=utf-8' }),
  ]);
  const location = await store({ key: `${folder}/record.json`, body, contentType: 'application/json' });
  return { location, seal: createHash('sha256').update(body).digest('hex') };
};

/** Stores the record and its reports, once, and writes down where and with which seal. */
export const recordVerification = async (
  { runId }: RunRef,
  dependencies: RecordVerificationDependencies,
): Promise<RecordVerificationOutput> => {
  const ledger = dependencies.ledgerOf(runId);
  const entries = await ledger.read();
  const record = dependencies.buildRecord(runId, entries);
  if (!firstOf(entries, 'recorded'))
    await ledger.append('run', { type: 'recorded', ...(await storeAll(record, dependencies)) });
  return { verdict: firstOf(entries, 'runRefused') === undefined ? record.verdict : 'refused' };
};
