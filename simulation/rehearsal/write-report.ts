import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecoveryRecord } from '../../shared/contracts/recovery-record.ts';
import type { Annex } from '../../shared/report/annex.ts';
import { renderHtml } from '../../shared/report/html/render-html.ts';
import { renderMarkdown } from '../../shared/report/render-markdown.ts';

/** Writes the three forms of the record; answers their paths, the page for people first. */
export const writeReport = (record: RecoveryRecord, annex: Annex): string[] => {
  const folder = join('.lifeboat', 'reports', record.runId);
  mkdirSync(folder, { recursive: true });
  const files = {
    'report.html': renderHtml(record, annex),
    'report.md': renderMarkdown(record, annex),
    'record.json': JSON.stringify(record, null, 2),
  };
  return Object.entries(files).map(([name, text]) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  });
};
