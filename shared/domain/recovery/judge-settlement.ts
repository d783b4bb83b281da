import type { LedgerEntry } from '../../contracts/ledger-entry.ts';
import { notSettled } from '../../contracts/recovery/run.ts';
import { deathOf, standing } from './closing.ts';

const entryOf = { record: 'recorded', notice: 'notified', lock: 'runClosed' } as const;
const inOrder = ['record', 'notice', 'lock'] as const;

/** What of its end a run lacks. */
export type Missing = 'record' | 'notice' | 'lock';

/** In the order in which they are made: the notice quotes where the record lies, and the lock is let go last. */
export const missingIn = (entries: readonly LedgerEntry[]): Missing[] =>
  inOrder.filter((part) => standing(entries, entryOf[part]) === undefined);

/**
 * Whether the end of the execution belongs into the account, so that record and notice are made with it. One that says itself that
 * nothing but a notice or an open lock is missing has a record that holds.
 */
export const isDeathUnknown = (entries: readonly LedgerEntry[], error: string): boolean =>
  deathOf(entries) === undefined && !(error === notSettled && standing(entries, 'recorded') !== undefined);
