import type { FactOf, LedgerEntry } from '../contracts/ledger-entry.ts';
import type { Act } from './decision.ts';

type Ending = FactOf<'stepDone' | 'stepFailed' | 'stepSkipped' | 'stepAborted'>;

/** What the chain of a step tells of it. */
export type StepHistory = Readonly<{
  /** How long the chain is: who finds an entry of his own further back was not alone. */
  length: number;
  /** When the present attempt began; undefined while there is none. */
  startedAt: string | undefined;
  /** The last word, until a new attempt begins. */
  ending: Ending | undefined;
  /** It was done, and that is to be looked at once more. */
  isLookDue: boolean;
  /** Of all attempts, oldest first. */
  acts: readonly Act[];
  /** Of the present attempt, oldest first. */
  waits: readonly Readonly<{ at: string; because: string; since?: string | undefined }>[];
}>;

export function stepHistoryOf(entries: readonly LedgerEntry[]): StepHistory {
  const start = entries.findLastIndex(({ fact }) => fact.type === 'stepStarted');
  const attempt = entries.slice(Math.max(0, start));
  return {
    length: entries.length,
    startedAt: start < 0 ? undefined : entries[start]?.at,
    ending: endingIn(attempt),
    isLookDue: isLookDue(attempt),
    acts: actsIn(entries),
    waits: attempt.flatMap(({ at, fact }) =>
      fact.type === 'waiting' ? [{ at, because: fact.because, since: fact.since }] : [],
    ),
  };
}

const endingIn = (attempt: readonly LedgerEntry[]): Ending | undefined =>
  attempt
    .flatMap(({ fact }) => {
      const isEnding =
        fact.type === 'stepDone' ||
        fact.type === 'stepFailed' ||
        fact.type === 'stepSkipped' ||
        fact.type === 'stepAborted';
      return isEnding ? [fact] : [];
    })
    .at(-1);

const isLookDue = (attempt: readonly LedgerEntry[]): boolean =>
  attempt.findLast(({ fact }) => fact.type === 'lookDue' || fact.type === 'stillDone')?.fact.type === 'lookDue';

/**
 * A call without an outcome may have had its effect: whoever wrote the intent died, or is slow. An outcome belongs to the
 * intent right before it.
 */
function actsIn(entries: readonly LedgerEntry[]): Act[] {
  const calls = entries.filter(({ fact }) => fact.type === 'intent' || fact.type === 'outcome');
  return calls.flatMap(({ at, fact }, index) => {
    if (fact.type !== 'intent') return [];
    const next = calls[index + 1]?.fact;
    const outcome = next?.type === 'outcome' ? next : undefined;
    const { command, evidence } = fact;
    return [
      { command, at, evidence, result: outcome?.result ?? 'unknown', error: outcome?.error, receipt: outcome?.receipt },
    ];
  });
}

/** An attempt that has ended is followed by another one: an operator said retry, the execution was redriven, or something was left owed. */
export const isUnderWay = ({ startedAt, ending }: Pick<StepHistory, 'startedAt' | 'ending'>): boolean =>
  startedAt !== undefined && ending === undefined;

/** What a look may know of the attempt that it belongs to, and of the calls of all before it. */
export function attemptOf(history: StepHistory, now: string) {
  const { acts, waits, startedAt = now } = history;
  if (!isUnderWay(history)) return { startedAt: now, acts, waits: [] };
  const silent = silentSince(history);
  return { startedAt, acts, waits: waits.map(({ because }) => because), ...(silent && { silentSince: silent }) };
}

/** Since when all looks have met with silence: the last word was that, and nothing was sent after it. */
function silentSince({ waits, acts }: Pick<StepHistory, 'waits' | 'acts'>): string | undefined {
  const last = waits.at(-1);
  return last === undefined || acts.some(({ at }) => at >= last.at) ? undefined : last.since;
}

/** Calls since an instant that came to nothing or to nothing known, one after the other, up to the last one. */
export function failuresSince(acts: readonly Act[], since: string): Act[] {
  const recent = acts.filter(({ at }) => at >= since);
  return recent.slice(recent.findLastIndex(({ result }) => result === 'accepted') + 1);
}
