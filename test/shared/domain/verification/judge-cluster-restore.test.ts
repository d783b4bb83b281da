import { describe, expect, it } from 'vitest';
import type { Act } from '../../../../shared/domain/decision.ts';
import type { DatabaseInstance } from '../../../../shared/domain/verification/copy.ts';
import { judgeClusterRestore } from '../../../../shared/domain/verification/judge-cluster-restore.ts';
import type { Claim } from '../../../../shared/domain/verification/prove-ownership.ts';
import {
  act,
  at,
  clusterAct,
  clusterWith,
  known,
  member,
  memberAct,
  memberWith,
  name,
  orderWith,
  seenAs,
  taggedVerification,
  unreadable,
} from './orders.ts';

type Told = Readonly<{
  cluster?: DatabaseInstance;
  member?: DatabaseInstance;
  acts?: readonly Act[];
  seen?: Claim['seen'];
  second?: number;
}>;

const judge = ({ cluster, member: instance, acts = [], seen = [], second = 600 }: Told) =>
  judgeClusterRestore(orderWith('cluster', { now: at(second), claim: { acts, seen } }), {
    cluster: known(cluster),
    member: known(instance),
    neighbours: known([]),
  });

const managed = (told: Parameters<typeof act>[0] = {}): Act =>
  act({ operation: 'ModifyDBCluster', input: { DBClusterIdentifier: name }, second: 500, ...told });
const hour = 3600;

describe('the restore of a cluster', () => {
  it('carries the tags of the plan, and so does its instance', () => {
    const verification = taggedVerification('cluster');
    const judged = (cluster: DatabaseInstance | undefined, acts: readonly Act[]) =>
      judgeClusterRestore(orderWith('cluster', { verification, claim: { acts } }), {
        ...{ cluster: known(cluster), member: known(undefined), neighbours: known([]) },
      });
    const input = { Tags: expect.arrayContaining([{ Key: 'owner', Value: 'platform' }]) };
    expect(judged(undefined, [])).toMatchObject({ act: { operation: 'RestoreDBClusterFromSnapshot', input } });
    expect(judged(clusterWith(), [clusterAct()])).toMatchObject({ act: { operation: 'CreateDBInstance', input } });
  });

  it.each<Told & { when: string; says: object }>([
    { when: 'nothing was ordered', says: { act: { operation: 'RestoreDBClusterFromSnapshot' } } },
    { when: 'it was taken an hour ago and does not show', acts: [clusterAct()], second: hour, says: { wait: 30 } },
    {
      when: 'its answer was lost a while ago',
      acts: [clusterAct({ result: 'unknown' })],
      says: { act: { operation: 'RestoreDBClusterFromSnapshot' } },
    },
    {
      when: 'its answer was lost, and the name is taken since',
      acts: [
        clusterAct({ result: 'unknown' }),
        clusterAct({ second: 200, result: 'rejected', error: 'DBClusterAlreadyExistsFault' }),
      ],
      second: hour,
      says: { wait: 30, because: expect.stringContaining('AWS has taken the order') },
    },
    {
      when: 'it was seen and does not show now',
      acts: [clusterAct()],
      seen: [seenAs(clusterWith())],
      says: { wait: 30, because: expect.stringContaining('does not show any more') },
    },
    {
      when: 'it stands without a password of RDS',
      cluster: clusterWith({ masterSecret: undefined }),
      acts: [clusterAct()],
      says: { act: { operation: 'ModifyDBCluster' } },
    },
    {
      when: 'RDS was told to keep the password an hour ago, and does not show it',
      cluster: clusterWith({ masterSecret: undefined }),
      acts: [clusterAct(), managed()],
      second: hour,
      says: { wait: 30 },
    },
    {
      when: 'nobody knows whether RDS heard of the password',
      cluster: clusterWith({ masterSecret: undefined }),
      acts: [clusterAct(), managed({ result: 'unknown' })],
      second: hour,
      says: { act: { operation: 'ModifyDBCluster' } },
    },
    {
      when: 'it has no instance yet',
      cluster: clusterWith(),
      acts: [clusterAct(), managed()],
      says: { act: { operation: 'CreateDBInstance' } },
    },
    {
      when: 'its instance was taken an hour ago and does not show',
      cluster: clusterWith(),
      acts: [clusterAct(), memberAct()],
      second: hour,
      says: { wait: 30, because: expect.stringContaining(`${member} was ordered`) },
    },
    {
      when: 'the answer to the order of its instance was lost, and the name is taken since',
      cluster: clusterWith(),
      acts: [
        clusterAct(),
        memberAct({ result: 'unknown' }),
        memberAct({ second: 200, result: 'rejected', error: 'DBInstanceAlreadyExistsFault' }),
      ],
      second: hour,
      says: { wait: 30 },
    },
    {
      when: 'its instance was seen and does not show now',
      cluster: clusterWith(),
      acts: [clusterAct(), memberAct()],
      seen: [seenAs(clusterWith()), seenAs(memberWith())],
      says: { wait: 30, because: expect.stringContaining('does not show any more') },
    },
    {
      when: 'its instance carries somebody else’s tags',
      cluster: clusterWith(),
      member: memberWith({ tags: {} }),
      acts: [clusterAct(), memberAct()],
      says: { refuse: expect.stringContaining('is not ours') },
    },
    {
      when: 'both are as ordered',
      cluster: clusterWith(),
      member: memberWith(),
      acts: [clusterAct(), memberAct()],
      says: { done: { copy: name, instance: member } },
    },
  ])('when $when', ({ says, ...told }) => {
    expect(judge(told)).toMatchObject(says);
  });

  it('waits while the cluster or its instance cannot be read', () => {
    const order = orderWith('cluster', { claim: { acts: [clusterAct()] } });
    const facts = { cluster: unreadable('Throttling'), member: known(undefined), neighbours: undefined };
    expect(judgeClusterRestore(order, facts)).toHaveProperty('wait');
    const second = { ...facts, cluster: known(clusterWith()), member: unreadable('Throttling') };
    expect(judgeClusterRestore(order, second)).toHaveProperty('wait');
  });
});
