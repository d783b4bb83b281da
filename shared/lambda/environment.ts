import type * as z from 'zod';
import { InvalidEnvironment } from '../errors.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** The settings of a function, once, at its cold start. Names everything that is missing or wrong, not the first only. */
export function readEnvironment<E extends z.ZodType>(schema: E, variables: Variables = process.env): z.output<E> {
  const parsed = schema.safeParse(variables);
  if (parsed.success) return parsed.data;
  const names = [...new Set(parsed.error.issues.map(({ path }) => path.join('.')))];
  throw new InvalidEnvironment('The function was deployed without settings that it needs.', { names });
}
