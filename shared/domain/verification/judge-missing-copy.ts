import type { Command } from '../../contracts/command.ts';
import type { Decision } from '../decision.ts';
import { judgeUnreadable } from '../judge-unreadable.ts';
import type { Reading } from '../reading.ts';
import { secondsBetween } from '../time.ts';
import type { DatabaseInstance } from './copy.ts';
import { judgeIsolation } from './judge-isolation.ts';
import { standingOf } from './order-standing.ts';
import { ordersFor, wasSeen } from './prove-ownership.ts';
import { patienceSeconds, type RestoreOrder } from './restore-order.ts';
import { waitingSince } from './waits.ts';

/** What has been seen, has not been deleted by this run, and does not show for so long, somebody else has ended. */
const vanishedSeconds = 600;

const vanished = 'the copy was seen, and does not show any more';

/**
 * Nothing of this name shows. What AWS has taken is waited for as long as the plan lets a restore last: looks alone never show
 * that it is not there. Undefined: it may be ordered.
 */
export function judgeUnseen(name: string, order: RestoreOrder): Decision<never> | undefined {
  const ended = judgeVanished(name, order);
  if (ended !== undefined) return ended;
  const wait = (because: string) => ({ wait: patienceSeconds, because });
  switch (standingOf(ordersFor(order.claim, name), order.now)) {
    case 'awaited':
      return wait(`${name} was ordered, AWS has taken the order, and it does not show yet`);
    case 'unanswered':
      return wait(`${name} was ordered, no answer came, and it does not show yet`);
    case 'taken':
      return wait(`the name ${name} is taken by something that does not show`);
    default:
      return undefined;
  }
}

/** Undefined: nobody has seen it yet. */
function judgeVanished(name: string, { claim, waits, now }: RestoreOrder): Decision<never> | undefined {
  if (!wasSeen(claim, name)) return undefined;
  const since = waitingSince(waits, vanished);
  if (since === undefined || secondsBetween(since, now) < vanishedSeconds)
    return { wait: patienceSeconds, because: vanished };
  return { fail: `${vanished} for ${vanishedSeconds} s` };
}

type Neighbours = Reading<readonly DatabaseInstance[]> | undefined;

/** There is no copy: it is ordered, where it stands apart. `command` makes the order. */
export function judgeMissingCopy<C extends Command>(
  name: string,
  { order, neighbours }: Readonly<{ order: RestoreOrder; neighbours: Neighbours }>,
  command: () => C,
): Decision<C> {
  const unseen = judgeUnseen(name, order);
  if (unseen !== undefined) return unseen;
  if (neighbours === undefined || neighbours.kind === 'unreadable') {
    const failure = neighbours?.failure ?? { error: 'NotLooked', message: '' };
    return judgeUnreadable(`the instances in ${order.region}`, failure);
  }
  const broken = judgeIsolation(order.verification.restore, neighbours.value);
  if (broken !== undefined) return { refuse: broken };
  return { act: command(), because: `restore ${order.point.id}` };
}
