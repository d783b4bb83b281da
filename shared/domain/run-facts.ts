import type { Fact, FactOf, LedgerEntry, Stream } from '../contracts/ledger-entry.ts';

type Placed<T extends Fact['type']> = Readonly<{ at: string; stream: string; fact: FactOf<T> }>;

const isOf =
  <T extends Fact['type']>(type: T) =>
  (fact: Fact): fact is FactOf<T> =>
    fact.type === type;

/** The entries of one chain, in their order. */
export const inStream = (entries: readonly LedgerEntry[], stream: Stream): LedgerEntry[] =>
  entries.filter((entry) => entry.stream === stream);

/** All facts of one type, in the order of the entries given. */
export const factsOf = <T extends Fact['type']>(entries: readonly LedgerEntry[], type: T): Placed<T>[] => {
  const isWanted = isOf(type);
  return entries.flatMap(({ at, stream, fact }) => (isWanted(fact) ? [{ at, stream, fact }] : []));
};

export const firstOf = <T extends Fact['type']>(entries: readonly LedgerEntry[], type: T): Placed<T> | undefined =>
  factsOf(entries, type)[0];

export const lastOf = <T extends Fact['type']>(entries: readonly LedgerEntry[], type: T): Placed<T> | undefined =>
  factsOf(entries, type).at(-1);

/** Why the last answer to the question that is asked anew was none; undefined where there was no such answer. */
export const rejectionIn = (entries: readonly LedgerEntry[]): string | undefined => {
  const place = entries.findLastIndex(({ fact }) => fact.type === 'asked');
  return lastOf(entries.slice(Math.max(place, 0)), 'answerRejected')?.fact.reason;
};
