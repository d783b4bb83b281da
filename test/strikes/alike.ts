import type { Strike } from './strike.ts';

/** All that sets one strike apart from another, but for the time: which look it was does not count, nor how often a state was entered. */
const classOf = ({ sort, actor, what, nth, kind, subject, changes }: Strike): string =>
  JSON.stringify([sort, actor, what, sort === 'state' ? 0 : nth, kind, subject, changes]);

/** In the order of their first. */
export const alike = (strikes: readonly Strike[]): Strike[][] => [
  ...Map.groupBy(
    strikes.toSorted((one, other) => one.order - other.order),
    classOf,
  ).values(),
];

/**
 * Of strikes that are alike the first and the last. A function or machine that looks again and again, while nothing is written, ordered or
 * ended by anybody, meets the same ledger and the same world at each look: functions keep nothing between invocations. What the time alone
 * decides (a timeout, a silence that lasts) comes to a difference by being written down, which parts the looks before from those after. So
 * the strikes between the first and the last come to the same; a test plays some of them and compares.
 */
export const representativesOf = (strikes: readonly Strike[]): Strike[] =>
  alike(strikes)
    .flatMap((all) => [...new Set([all.at(0), all.at(-1)])])
    .flatMap((strike) => strike ?? [])
    .sort((one, other) => one.order - other.order);
