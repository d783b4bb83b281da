import { createHash } from 'node:crypto';
import type { Store } from './store.ts';

type Reports<R> = Readonly<{
  renderMarkdown: (record: R) => string;
  renderHtml: (record: R) => string;
  store: Store;
}>;

/** The reports first and the record last: where the record lies, all of it lies. Answers where, its seal, and when the run ended by it. */
export async function storeReports<R extends Readonly<{ endedAt: string }>>(
  folder: string,
  record: R,
  { renderMarkdown, renderHtml, store }: Reports<R>,
): Promise<Readonly<{ location: string; seal: string; endedAt: string }>> {
  const body = asJson(record);
  await Promise.all([
    store({ key: `${folder}/report.md`, body: renderMarkdown(record), contentType: 'text/markdown; charset=utf-8' }),
    store({ key: `${folder}/report.html`, body: renderHtml(record), contentType: 'text/html; charset=utf-8' }),
  ]);
  const location = await store({ key: `${folder}/record.json`, body, contentType: 'application/json' });
  return { location, seal: createHash('sha256').update(body).digest('hex'), endedAt: record.endedAt };
}

/** As JSON, in which what a terminal would act on stands as an escape: it is the same text to whoever reads it as JSON. */
const asJson = (record: unknown): string =>
  JSON.stringify(record, null, 2).replace(/[\u007f-\u009f\u2028\u2029]|\p{Cf}/gu, (one) => escapesOf(one).join(''));

const escapesOf = (character: string): string[] =>
  Array.from({ length: character.length }, (_, index) => {
    return `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  });
