import type { Decision } from '../decision.ts';
import { secondsBetween } from '../time.ts';
import type { DatabaseInstance } from './copy.ts';
import type { DiscardOrder } from './discard-order.ts';
import { effectiveOf } from './order-standing.ts';
import { deletionsFor, ordersFor, wasSeen } from './prove-ownership.ts';
import { patienceSeconds } from './restore-order.ts';
import { waitingSince } from './waits.ts';

/** An error by which the record knows that nobody has seen the copy, and nobody can say that it is gone. */
export const notSeen = 'CopyNotSeen';

/** How long one run goes on looking for what was ordered and does not show; then the next runs do. */
export const showSeconds = 1800;
/** As long is looked for what somebody else has ended. */
const vanishedSeconds = 600;
const againSeconds = 10;

const awaited = { accepted: 'AWS took the order', unknown: 'the order had no answer', rejected: '' } as const;

export const beingDeleted = (name: string): string => `${name} is being deleted`;

/** An answer to a deletion that says that what was seen is not there any more. */
export const isNotThere = (error = ''): boolean => /^DB(Instance|Cluster)NotFoundFault$/.test(error);

/** What was ordered of this name and has never shown: it may still come. Undefined: nothing was, that could. */
export function judgeNeverSeen(name: string, { claim, now }: DiscardOrder): Decision<never> | undefined {
  const last = effectiveOf(ordersFor(claim, name)).at(-1);
  if (last === undefined || wasSeen(claim, name)) return undefined;
  const what = `${name} was ordered at ${last.at}, ${awaited[last.result]}, and it does not show`;
  return secondsBetween(last.at, now) < showSeconds
    ? { wait: patienceSeconds, because: `${what} yet` }
    : { fail: `${what} yet: not seen is not gone, and the next runs look for it`, error: notSeen };
}

/**
 * Nothing of this name shows. That is its end only if it was seen and its deletion taken; what was seen lives on under the name
 * that somebody has given it; what was never seen may show later.
 */
export function judgeMissing(
  name: string,
  order: DiscardOrder,
  renamed: DatabaseInstance | undefined,
): Decision<never> {
  if (renamed !== undefined) return { refuse: `${name} is left alone: somebody has renamed it, to ${renamed.name}` };
  const unseen = judgeNeverSeen(name, order);
  if (unseen !== undefined) return unseen;
  if (!wasSeen(order.claim, name)) return { done: { copy: name, made: false } };
  return isDeleted(name, order) ? judgeDeleted(name, order) : judgeVanished(name, order);
}

/** AWS took its deletion, or found nothing to delete, or somebody's deletion of it was seen. */
function isDeleted(name: string, { claim, waits }: DiscardOrder): boolean {
  const deletions = deletionsFor(claim, name);
  const isTold = effectiveOf(deletions).length > 0 || deletions.some(({ error }) => isNotThere(error));
  return isTold || waits.some(({ because }) => because === beingDeleted(name));
}

/** Once is a look that may be late; a deletion that AWS took, and two looks in a row that find nothing, are the end. */
function judgeDeleted(name: string, { claim, waits }: DiscardOrder): Decision<never> {
  const because = goneOnce(name);
  if (waitingSince(waits, because) === undefined) return { wait: againSeconds, because };
  const seen = claim.seen.find((one) => one.name === name);
  return { done: { copy: name, gone: true, ...(seen && { arn: seen.arn, resourceId: seen.resourceId }) } };
}

const goneOnce = (name: string): string => `${name} was deleted and does not show any more: it is looked for once more`;

function judgeVanished(name: string, { waits, now }: DiscardOrder): Decision<never> {
  const because = vanished(name);
  const since = waitingSince(waits, because);
  return since !== undefined && secondsBetween(since, now) >= vanishedSeconds
    ? { fail: `${because}: nobody can say that it is gone`, error: notSeen }
    : { wait: patienceSeconds, because };
}

const vanished = (name: string): string =>
  `${name} was seen, and does not show any more, though nobody of Lifeboat has deleted it`;
