import type { Strike } from './strike.ts';

/**
 * Of so many at a time each still meets a run that is much as the unstruck one: a denial, which lasts, changes it most. A stop ends one
 * execution; those that it started, and those of other runs, go on, so that each may be stopped once.
 */
const mostIn = ({ kind }: Strike): number => {
  if (kind === 'stopped' || kind === 'expired') return 4;
  return kind === 'denied' ? 6 : 24;
};

/** Strikes at one and the same visit would shift each other's numbers. A machine makes many calls, each about a visit of its own. */
const visitOf = ({ sort, actor, visit, what }: Strike): string =>
  `${actor} ${visit} ${sort === 'call' && /^(?:lambda:Invoke|states:StartExecution) /.test(what) ? what : ''}`;

/** As few packs as will do; in each at most one strike at every visit. */
export const packsOf = (strikes: readonly Strike[]): Strike[][] => {
  const packs: { strikes: Strike[]; visits: Set<string> }[] = [];
  for (const strike of strikes) {
    const visit = visitOf(strike);
    const open = packs.find((pack) => pack.strikes.length < mostIn(strike) && !pack.visits.has(visit));
    if (open === undefined) packs.push({ strikes: [strike], visits: new Set([visit]) });
    else {
      open.strikes.push(strike);
      open.visits.add(visit);
    }
  }
  return packs.map((pack) => pack.strikes);
};
