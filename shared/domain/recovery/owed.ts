import type { FactOf, LedgerEntry } from '../../contracts/ledger-entry.ts';
import { factsOf } from '../run-facts.ts';

/** What a step has left to be done. */
export type Owed = Readonly<{
  /** When that was written down. */
  at: string;
  /** Which database takes writes, or may. */
  instance: string;
  region: string;
  /** Since when nobody answers, and why it is owed. */
  since: string;
  because: string;
  /** It takes no writes as long as nobody starts it, and RDS does by then: the fence holds until then at the latest. */
  holdsUntil?: string;
  /** Which attempt at the step left it, and with which execution of pay-fence it was at first. */
  attempt: number;
  payment: number;
}>;

/** What the last end of the step has left open; undefined when it has ended otherwise since. */
export function owedIn(chain: readonly LedgerEntry[]): Owed | undefined {
  const last = endingsIn(chain).at(-1);
  return last && owedBy(last.at, last.fact)[0];
}

const endingsIn = (chain: readonly LedgerEntry[]) => factsOf(chain, 'stepDone');

function owedBy(at: string, { evidence }: FactOf<'stepDone'>): Owed[] {
  const { owed, instance, region, since, because, attempt, payment, holdsUntil } = evidence;
  if (owed !== true) return [];
  return [
    {
      at,
      instance: textIn(instance),
      region: textIn(region),
      since: textIn(since),
      because: textIn(because),
      ...(typeof holdsUntil === 'string' && { holdsUntil }),
      attempt: numberIn(attempt),
      payment: numberIn(payment),
    },
  ];
}

const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');
const numberIn = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** Attempts that ended so. */
export const owedAttempts = (chain: readonly LedgerEntry[]): number[] => everOwed(chain).map(({ attempt }) => attempt);

const everOwed = (chain: readonly LedgerEntry[]): Owed[] =>
  endingsIn(chain).flatMap(({ at, fact }) => owedBy(at, fact));

type Settled = Readonly<{ at: string; fact: FactOf<'debtSettled'> }>;

/** How what was left open has ended since. `ofDebt`: of the stream in which it is paid. */
export const settledIn = (owed: Owed, ofDebt: readonly LedgerEntry[]): Settled | undefined =>
  factsOf(ofDebt, 'debtSettled').findLast(({ fact }) => fact.attempt >= owed.payment);

/** What the step left open when it last did, whatever became of it. */
export const lastOwedIn = (chain: readonly LedgerEntry[]): Owed | undefined => everOwed(chain).at(-1);

/** What the step has left open at any time, and what nobody has settled since, by the ledger alone. */
export function unsettledIn(chain: readonly LedgerEntry[], ofDebt: readonly LedgerEntry[]): Owed | undefined {
  const last = lastOwedIn(chain);
  return last === undefined || settledIn(last, ofDebt) !== undefined ? undefined : last;
}
