import type { Fact, FactOf, LedgerEntry, Stream } from '../contracts/ledger-entry.ts';

/** The entries of one chain, in their order. */
export const inStream = (entries: readonly LedgerEntry[], stream: Stream): LedgerEntry[] =>
  entries.filter((entry) => entry.stream === stream);

type Placed<T extends Fact['type']> = Readonly<{ at: string; stream: string; fact: FactOf<T> }>;

/** All facts of one type, in the order of the entries given. */
export function factsOf<T extends Fact['type']>(entries: readonly LedgerEntry[], type: T): Placed<T>[] {
  const isWanted = isOf(type);
  return entries.flatMap(({ at, stream, fact }) => (isWanted(fact) ? [{ at, stream, fact }] : []));
}

const isOf =
  <T extends Fact['type']>(type: T) =>
  (fact: Fact): fact is FactOf<T> =>
    fact.type === type;

export const firstOf = <T extends Fact['type']>(entries: readonly LedgerEntry[], type: T): Placed<T> | undefined =>
  factsOf(entries, type)[0];

export const lastOf = <T extends Fact['type']>(entries: readonly LedgerEntry[], type: T): Placed<T> | undefined =>
  factsOf(entries, type).at(-1);

/** Why the last answer to the question that is asked anew was none; undefined where there was no such answer. */
export function rejectionIn(entries: readonly LedgerEntry[]): string | undefined {
  const place = entries.findLastIndex(({ fact }) => fact.type === 'asked');
  return lastOf(entries.slice(Math.max(place, 0)), 'answerRejected')?.fact.reason;
}
