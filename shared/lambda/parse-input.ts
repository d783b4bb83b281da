import type * as z from 'zod';
import { InvalidInput } from '../errors.ts';

const issuesShown = 20;

type Issue = Readonly<{ path: readonly PropertyKey[]; message: string }>;

/** Where and why, never the value: what was typed may hold anything, and this goes into logs and the ledger. */
export const describeIssues = (issues: readonly Issue[]): string[] =>
  issues.slice(0, issuesShown).map(({ path, message }) => `${path.map(String).join('.') || 'input'}: ${message}`);

export function parseInput<I extends z.ZodType>(schema: I, input: unknown): z.output<I> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new InvalidInput('The input is not what this task takes.', { issues: describeIssues(parsed.error.issues) });
}
