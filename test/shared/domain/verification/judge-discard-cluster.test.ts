import { describe, expect, it } from 'vitest';
import { type DiscardFacts, judgeDiscard } from '../../../../shared/domain/verification/judge-discard.ts';
import { notSeen } from '../../../../shared/domain/verification/judge-gone.ts';
import type { Claim } from '../../../../shared/domain/verification/prove-ownership.ts';
import {
  at,
  claimWith,
  clusterAct,
  clusterWith,
  deletion,
  known,
  member,
  memberAct,
  memberWith,
  name,
  region,
  seenAs,
  unreadable,
} from './orders.ts';

const hour = 3600;
const vanished = `${name} was seen, and does not show any more, though nobody of Lifeboat has deleted it`;

describe('the end of a cluster', () => {
  const both = [seenAs(clusterWith()), seenAs(memberWith())];
  const acts = [clusterAct(), memberAct()];
  const removed = [
    deletion({ input: { DBInstanceIdentifier: member } }),
    deletion({ operation: 'DeleteDBCluster', input: { DBClusterIdentifier: name } }),
  ];
  it.each<{ when: string; claim: Partial<Claim>; facts: Partial<DiscardFacts>; second?: number; says: object }>([
    {
      when: 'its instance stands',
      claim: { acts, seen: both },
      facts: { copy: known(clusterWith()), member: known(memberWith()) },
      says: { act: { operation: 'DeleteDBInstance', input: { DBInstanceIdentifier: member } } },
    },
    {
      when: 'its instance was ordered and may still show',
      claim: { acts, seen: both.slice(0, 1) },
      facts: { copy: known(clusterWith()) },
      says: { wait: 30, because: expect.stringContaining(member) },
    },
    {
      when: 'its instance was ordered an hour ago and never seen',
      claim: { acts, seen: both.slice(0, 1) },
      facts: { copy: known(clusterWith()) },
      second: hour,
      says: { act: { operation: 'DeleteDBCluster' } },
    },
    {
      when: 'its instance has gone',
      claim: { acts, seen: both, deletions: removed.slice(0, 1) },
      facts: { copy: known(clusterWith()) },
      says: { act: { operation: 'DeleteDBCluster' } },
    },
    {
      when: 'its instance has been renamed',
      claim: { acts, seen: both, deletions: removed.slice(0, 1) },
      facts: { copy: known(clusterWith()), renamedMember: known(memberWith({ name: 'orders-old' })) },
      says: { refuse: expect.stringContaining(`${member} is left alone: somebody has renamed it`) },
    },
    {
      when: 'it was never seen, and neither was its instance',
      claim: { acts, seen: [] },
      facts: {},
      second: hour,
      says: { fail: expect.stringContaining('not seen is not gone'), error: notSeen },
    },
    {
      when: 'it does not show and was deleted',
      claim: { acts, seen: both, deletions: removed },
      facts: {},
      says: { wait: 10 },
    },
    {
      when: 'it does not show, and only its instance was deleted',
      claim: { acts, seen: both, deletions: removed.slice(0, 1) },
      facts: {},
      says: { wait: 30, because: vanished },
    },
    {
      when: 'its instance cannot be looked for',
      claim: { acts, seen: both },
      facts: { copy: known(clusterWith()), member: unreadable('Throttling') },
      says: { wait: expect.any(Number) },
    },
  ])('when $when', ({ claim, facts, second = 600, says }) => {
    const order = { name, region, waits: [], now: at(second), claim: claimWith(claim) };
    expect(judgeDiscard(order, { copy: known(undefined), member: known(undefined), ...facts })).toMatchObject(says);
  });
});
