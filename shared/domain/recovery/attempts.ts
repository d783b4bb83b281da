import type { LedgerEntry } from '../../contracts/ledger-entry.ts';
import { owedAttempts } from './owed.ts';

/** Which attempt at a step is due, or under way: one follows each that was lost, that handed over, that was held, or that left something owed. */
export function attemptIn(chain: readonly LedgerEntry[]): number {
  const over = chain.flatMap(({ fact }) =>
    fact.type === 'stepLost' || fact.type === 'stepHandedOver' || fact.type === 'stepHeld' ? [fact.attempt] : [],
  );
  return 1 + new Set([...over, ...owedAttempts(chain)]).size;
}
