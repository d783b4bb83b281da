import type { LedgerEntry } from '../contracts/ledger-entry.ts';
import type { StepInput } from '../contracts/recovery/run.ts';
import { factsOf } from '../domain/run-facts.ts';
import { secondsBetween } from '../domain/time.ts';

/** What is shorter is the ordinary way of a look that is tried again. */
const shortestSeconds = 30;

export type Stall = Readonly<{ since: string; seconds: number }>;

/** How long this look could not be taken, where that was long; written down once for each look. */
export function stallOf(
  { retries, enteredAt }: StepInput,
  now: string,
  entries: readonly LedgerEntry[],
): Stall | undefined {
  if (retries === 0 || enteredAt === '') return undefined;
  if (factsOf(entries, 'stalled').some(({ fact }) => fact.since === enteredAt)) return undefined;
  const seconds = Math.floor(secondsBetween(enteredAt, now));
  return seconds < shortestSeconds ? undefined : { since: enteredAt, seconds };
}

/** Seconds of the present attempt in which nobody could look, or in which it was held until its stage was confirmed. */
export function stalledSeconds(entries: readonly LedgerEntry[], now: string): number {
  const start = entries.findLastIndex(({ fact }) => fact.type === 'stepStarted');
  const attempt = entries.slice(Math.max(0, start));
  const stalls = factsOf(attempt, 'stalled').map(({ fact }) => fact.seconds);
  return [...stalls, ...heldSeconds(attempt, now)].reduce((sum, seconds) => sum + seconds, 0);
}

/** How long it was held: until the entry after it, or until now. */
const heldSeconds = (attempt: readonly LedgerEntry[], now: string): number[] =>
  attempt.flatMap(({ at, fact }, index) =>
    fact.type === 'stepHeld' ? [Math.floor(secondsBetween(at, attempt[index + 1]?.at ?? now))] : [],
  );

/** How much of an attempt was over when a person let its run go on: a step that is taken up again has all of its time. */
export const stoodSeconds = (startedAt: string, resumedAt: string | undefined): number =>
  resumedAt === undefined ? 0 : Math.max(0, Math.floor(secondsBetween(startedAt, resumedAt)));
