import * as z from 'zod';
import { LedgerUnavailable } from '../errors.ts';

/** JSON kept as text, so that no number or key changes on the way through the table. */
const fromJson = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.issues.push({ code: 'custom', message: 'not JSON', input: text });
    return z.NEVER;
  }
});

/** What a text of the control table says. Another thing in its place makes the table unusable: nobody may guess. */
export function parseStored<T>(schema: z.ZodType<T>, text: string, key: string): T {
  const parsed = fromJson.pipe(schema).safeParse(text);
  if (parsed.success) return parsed.data;
  throw new LedgerUnavailable('The control table holds something else than what it should.', { key });
}
