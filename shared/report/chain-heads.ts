import type { LedgerEntry } from '../contracts/ledger-entry.ts';

/** The hash of the last entry of each stream. */
export const headsOf = (entries: readonly LedgerEntry[]): Record<string, string> =>
  Object.fromEntries(
    [...Map.groupBy(entries, ({ stream }) => stream)].map(([stream, chain]) => [stream, chain.at(-1)?.hash ?? '']),
  );
