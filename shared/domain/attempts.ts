import type { LedgerEntry } from '../contracts/ledger-entry.ts';

/** Which attempt at a step is due, or under way: one follows each that was lost or that handed over. */
export const attemptIn = (chain: readonly LedgerEntry[]): number => {
  const over = chain.flatMap(({ fact }) =>
    fact.type === 'stepLost' || fact.type === 'stepHandedOver' ? [fact.attempt] : [],
  );
  return 1 + new Set(over).size;
};
