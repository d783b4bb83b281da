import type { FactOf, LedgerEntry } from '../contracts/ledger-entry.ts';
import { lastOf } from '../report/run-facts.ts';

/** What ends a run, in this order. */
const closings: ReadonlySet<string> = new Set(['recorded', 'notified', 'runClosed']);

type Closing = 'proven' | 'recorded' | 'notified' | 'runClosed';

const ofRun = (entries: readonly LedgerEntry[]): LedgerEntry[] => entries.filter(({ stream }) => stream === 'run');

/**
 * The last entry of this type, unless the run has gone on since: what was recorded, told or closed before somebody redrove the
 * execution, or before it was found dead, has to be made anew.
 */
export const standing = <T extends Closing>(
  entries: readonly LedgerEntry[],
  type: T,
): Readonly<{ at: string; fact: FactOf<T> }> | undefined => {
  const run = ofRun(entries);
  const index = run.findLastIndex(({ fact }) => fact.type === type);
  const isLastWord = run.slice(index + 1).every(({ fact }) => closings.has(fact.type));
  return index >= 0 && isLastWord ? lastOf(run, type) : undefined;
};

/** How the execution of the run ended, where settle-run found it dead and the run has not gone on since. */
export const deathOf = (entries: readonly LedgerEntry[]): FactOf<'runFailed'> | undefined => {
  const last = ofRun(entries).findLast(({ fact }) => !closings.has(fact.type))?.fact;
  return last?.type === 'runFailed' && last.status !== undefined ? last : undefined;
};

/** Somebody has begun to close the run: whoever carries it on must say so first. */
export const isBeingClosed = (entries: readonly LedgerEntry[]): boolean => {
  const last = ofRun(entries).at(-1)?.fact;
  return last !== undefined && (closings.has(last.type) || deathOf(entries) !== undefined);
};
