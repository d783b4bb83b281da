import type { FactOf, LedgerEntry } from '../../contracts/ledger-entry.ts';
import { inStream, lastOf } from '../run-facts.ts';

/** What ends a run, in this order. */
const closings: ReadonlySet<string> = new Set(['recorded', 'notified', 'runClosed']);

type Closing = 'proven' | 'recorded' | 'notified' | 'runClosed';

/**
 * The last entry of this type, unless the run has gone on since: what was recorded, told or closed before somebody redrove the
 * execution, or before it was found dead, has to be made anew.
 */
export function standing<T extends Closing>(
  entries: readonly LedgerEntry[],
  type: T,
): Readonly<{ at: string; fact: FactOf<T> }> | undefined {
  const run = ofRun(entries);
  const index = run.findLastIndex(({ fact }) => fact.type === type);
  const isLastWord = run.slice(index + 1).every(({ fact }) => closings.has(fact.type));
  return index >= 0 && isLastWord ? lastOf(run, type) : undefined;
}

const ofRun = (entries: readonly LedgerEntry[]): LedgerEntry[] => inStream(entries, 'run');

/** How the execution of the run ended, where settle-run found it dead and the run has not gone on since. */
export function deathOf(entries: readonly LedgerEntry[]): FactOf<'runFailed'> | undefined {
  const last = ofRun(entries).findLast(({ fact }) => !closings.has(fact.type))?.fact;
  return last !== undefined && isDeath(last) ? last : undefined;
}

const isDeath = (fact: LedgerEntry['fact']): fact is FactOf<'runFailed'> =>
  fact.type === 'runFailed' && fact.status !== undefined;

/**
 * Somebody has begun to close the run, or found it dead: whoever carries it on must say so first. What a redriven run has written meanwhile,
 * its assessment, decision and answer, says nothing of that.
 */
export function isBeingClosed(entries: readonly LedgerEntry[]): boolean {
  const run = ofRun(entries);
  const sinceResumed = run.slice(run.findLastIndex(({ fact }) => fact.type === 'runResumed') + 1);
  return sinceResumed.some(({ fact }) => closings.has(fact.type) || isDeath(fact));
}
