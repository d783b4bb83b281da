import type { Act } from '../decision.ts';
import { secondsBetween } from '../time.ts';

/** What was sent and not answered shows by then, or was never heard. */
const unansweredSeconds = 120;

/**
 * What is known of an order for one thing that does not show. `none`: nothing may stand because of it. `awaited`: AWS took it, or
 * says that the name is taken since, so that it will show. `unanswered`: sent a moment ago, and no answer came.
 * `lost`: as before, a while ago; the name makes a second order meet the first one. `taken`: the name belonged to something else.
 */
export type OrderStanding = 'none' | 'awaited' | 'unanswered' | 'lost' | 'taken';

/** `acts`: all orders for the one thing, oldest first. */
export function standingOf(acts: readonly Act[], now: string): OrderStanding {
  if (acts.some(({ result }) => result === 'accepted')) return 'awaited';
  const last = acts.findLastIndex(({ result }) => result === 'unknown');
  if (acts.slice(last + 1).some(isTaken)) return last < 0 ? 'taken' : 'awaited';
  if (last < 0) return 'none';
  return secondsBetween(acts[last]?.at ?? now, now) < unansweredSeconds ? 'unanswered' : 'lost';
}

const isTaken = ({ result, error }: Act): boolean => result === 'rejected' && /AlreadyExists/.test(error ?? '');

/** Something may stand because of one of these: AWS said yes, or nothing at all. */
export const effectiveOf = (acts: readonly Act[]): readonly Act[] => acts.filter(({ result }) => result !== 'rejected');
