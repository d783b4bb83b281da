import type { Fact, FactOf, LedgerEntry } from '../../contracts/ledger-entry.ts';
import { owedAttempts } from './owed.ts';

/**
 * Which attempt at a step is due, or under way: one follows each that was lost, that handed over, that was held, that left something owed, or
 * whose end is to be looked at once more.
 */
export function attemptIn(chain: readonly LedgerEntry[]): number {
  const over = chain.flatMap(({ fact }) => (isOver(fact) ? [fact.attempt] : []));
  return 1 + new Set([...over, ...owedAttempts(chain)]).size;
}

type Over = FactOf<'stepLost' | 'stepHandedOver' | 'stepHeld' | 'lookDue'>;

const isOver = (fact: Fact): fact is Over =>
  fact.type === 'stepLost' || fact.type === 'stepHandedOver' || fact.type === 'stepHeld' || fact.type === 'lookDue';
