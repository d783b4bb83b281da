import type { FactOf, LedgerEntry } from '../../contracts/ledger-entry.ts';

/** What the ledger holds about one verification: a chain for each function that worked at it. */
export type Chains = Readonly<Record<'point' | 'restore' | 'check' | 'discard', readonly LedgerEntry[]>>;

export function chainsOf(entries: readonly LedgerEntry[], plan: string, verification: string): Chains {
  const chain = (work: keyof Chains) => entries.filter(({ stream }) => stream === `${work}:${plan}/${verification}`);
  return { point: chain('point'), restore: chain('restore'), check: chain('check'), discard: chain('discard') };
}

type Ending = FactOf<'stepDone'> | FactOf<'stepFailed'>;

/** The last word that ends a chain, with its time. */
export const endingOf = (chain: readonly LedgerEntry[]): Readonly<{ at: string; fact: Ending }> | undefined =>
  chain
    .flatMap(({ at, fact }) => (fact.type === 'stepDone' || fact.type === 'stepFailed' ? [{ at, fact }] : []))
    .at(-1);
