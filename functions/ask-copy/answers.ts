import * as z from 'zod';
import type { Fingerprint, NewestFound } from '../../shared/domain/verification/judge-data.ts';

const Newest = z.object({
  isEmpty: z.boolean(),
  newest: z.iso.datetime().nullable(),
  later: z.number(),
  latest: z.string().nullable(),
  infinite: z.number(),
});

type Rows = readonly (readonly unknown[])[];

/** The one text of an answer; null where it has none. */
export function textIn(rows: Rows): string | null {
  const value = rows[0]?.[0];
  return typeof value === 'string' ? value : null;
}

/** The JSON of an answer, still to be parsed by its schema; null where it has none. */
export const jsonIn = (rows: Rows): unknown => JSON.parse(textIn(rows) ?? 'null');

/** `rows:checksum`. Throws NotAFingerprint. */
export function fingerprintIn(rows: Rows): Fingerprint {
  const [count, checksum] = (textIn(rows) ?? '').split(':');
  if (count === undefined || checksum === undefined || !/^\d+$/.test(count))
    throw Object.assign(new Error('the answer is no fingerprint'), { name: 'NotAFingerprint' });
  return { rows: Number(count), checksum };
}

export const newestIn = (rows: Rows): NewestFound => Newest.parse(jsonIn(rows));
