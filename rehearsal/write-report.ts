import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecoveryRecord } from '../shared/contracts/recovery/recovery-record.ts';
import { renderHtml } from '../shared/report/html/render-html.ts';
import type { Annex } from '../shared/report/recovery/annex.ts';
import { renderMarkdown } from '../shared/report/recovery/render-markdown.ts';
import type { Witness } from './witness.ts';

/** Writes the three forms of the record, and beside them what the writers and the databases say; answers their paths. */
export function writeReport(record: RecoveryRecord, annex: Annex, witnesses: readonly Witness[]): string[] {
  const folder = join('.lifeboat', 'reports', record.runId);
  mkdirSync(folder, { recursive: true });
  const files = {
    'report.html': renderHtml(record, annex),
    'report.md': renderMarkdown(record, annex),
    'record.json': JSON.stringify(record, null, 2),
    'rows.json': JSON.stringify(
      witnesses.map(({ name, journal, holdings }) => ({
        name,
        acknowledged: journal.acknowledged.map(({ sequence }) => sequence),
        holdings: holdings.map(({ instance, rows = null }) => ({ instance, rows })),
      })),
    ),
  };
  return Object.entries(files).map(([name, text]) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  });
}
