import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Act } from '../../../../shared/domain/decision.ts';
import { judgeDiscard } from '../../../../shared/domain/verification/judge-discard.ts';
import { judgeRestore } from '../../../../shared/domain/verification/judge-restore.ts';
import { standingOf } from '../../../../shared/domain/verification/order-standing.ts';
import { proveOwnership } from '../../../../shared/domain/verification/prove-ownership.ts';
import { act, at, claimWith, copyWith, deletion, known, name, orderWith, region, seenAs } from './orders.ts';

const seconds = fc.nat(14 * 86_400);

const told = (make: (told: Parameters<typeof act>[0]) => Act) =>
  fc.array(
    fc
      .record({
        result: fc.constantFrom('accepted' as const, 'rejected' as const, 'unknown' as const),
        error: fc.constantFrom('DBInstanceAlreadyExistsFault', 'InstanceQuotaExceededFault', 'DBInstanceNotFoundFault'),
      })
      .map(make),
    { maxLength: 5 },
  );

const reasons = [
  `${name} is being deleted`,
  `${name} was deleted and does not show any more: it is looked for once more`,
  `${name} was seen, and does not show any more, though nobody of Lifeboat has deleted it`,
  'anything else',
];
const waits = fc.array(fc.record({ at: seconds.map(at), because: fc.constantFrom(...reasons) }), { maxLength: 6 });

const mayStand = (acts: readonly Act[]): boolean => acts.some(({ result }) => result !== 'rejected');

it('calls no copy gone that nobody has seen, or whose deletion AWS has not taken, however long it is looked for', () => {
  let ended = 0;
  const world = fc.record({ acts: told(act), deletions: told(deletion), isSeen: fc.boolean(), waits, second: seconds });
  fc.assert(
    fc.property(world, ({ acts, deletions, isSeen, second, ...rest }) => {
      const claim = claimWith({ acts, deletions, seen: isSeen ? [seenAs(copyWith())] : [] });
      const order = { name, region, claim, now: at(second), ...rest };
      const decision = judgeDiscard(order, { copy: known(undefined) });
      expect(decision).not.toHaveProperty('act');
      if (!('done' in decision)) return;
      ended += 1;
      if (decision.done.gone !== true) expect({ isSeen, made: mayStand(acts) }).toEqual({ isSeen: false, made: false });
      const isTold = mayStand(deletions) || deletions.some(({ error }) => error === 'DBInstanceNotFoundFault');
      const isDeleted = isTold || rest.waits.some(({ because }) => because === reasons[0]);
      if (decision.done.gone === true) expect({ isSeen, isDeleted }).toEqual({ isSeen: true, isDeleted: true });
    }),
    { numRuns: 2000 },
  );
  expect(ended).toBeGreaterThan(200);
});

it('orders nothing twice that AWS has taken or that was seen, whatever does not show', () => {
  const world = fc.record({ acts: told(act), isSeen: fc.boolean(), second: seconds });
  fc.assert(
    fc.property(world, ({ acts, isSeen, second }) => {
      const seen = isSeen ? [seenAs(copyWith())] : [];
      const order = orderWith('instance', { now: at(second), claim: { acts, seen } });
      const decision = judgeRestore(order, { copy: known(undefined), neighbours: known([]) });
      expect(decision).not.toHaveProperty('done');
      if (isSeen || acts.some(({ result }) => result === 'accepted')) expect(decision).not.toHaveProperty('act');
    }),
  );
});

it('never takes an order for none that AWS may have heard', () => {
  fc.assert(
    fc.property(told(act), seconds, (acts, second) => {
      expect(['none', 'taken'].includes(standingOf(acts, at(second)))).toBe(!mayStand(acts));
    }),
  );
});

it('does not prove by an unanswered order what does not say when it was made, until its id has been seen', () => {
  const world = fc.record({ acts: told(act), isSeen: fc.boolean() });
  fc.assert(
    fc.property(world, ({ acts, isSeen }) => {
      const found = copyWith({ createdAt: undefined });
      const claim = claimWith({ acts, seen: isSeen ? [seenAs(found)] : [] });
      const { isOurs, mayBe } = proveOwnership(found, claim);
      const isTaken = acts.some(({ result }) => result === 'accepted');
      expect({ isOurs, mayBe }).toEqual({
        isOurs: mayStand(acts) && (isTaken || isSeen),
        mayBe: mayStand(acts) && !isTaken && !isSeen,
      });
    }),
  );
});
