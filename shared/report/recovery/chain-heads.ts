import type { LedgerEntry } from '../../contracts/ledger-entry.ts';

/** The last hash of each chain: by these a chain that was cut short is found out. */
export const chainHeads = (entries: readonly LedgerEntry[]): Record<string, string> =>
  Object.fromEntries(
    [...Map.groupBy(entries, ({ stream }) => stream)].map(([stream, chain]) => [stream, chain.at(-1)?.hash ?? '']),
  );
