import { describe, expect, it } from 'vitest';
import type { Act } from '../../../../shared/domain/decision.ts';
import type { DatabaseInstance } from '../../../../shared/domain/verification/copy.ts';
import { copyTagsOf } from '../../../../shared/domain/verification/copy-name.ts';
import { judgeRestore, type RestoreFacts } from '../../../../shared/domain/verification/judge-restore.ts';
import type { Claim } from '../../../../shared/domain/verification/prove-ownership.ts';
import type { Waits } from '../../../../shared/domain/verification/waits.ts';
import { instanceOf } from './instance.ts';
import {
  act,
  arnOf,
  at,
  copyWith,
  known,
  maker,
  name,
  orderWith,
  seenAs,
  taggedVerification,
  unreadable,
} from './orders.ts';

type Told = Readonly<{
  acts?: readonly Act[];
  seen?: Claim['seen'];
  waits?: Waits;
  now?: string;
  neighbours?: RestoreFacts['neighbours'];
}>;

const judge = (copy: DatabaseInstance | undefined, { neighbours = known([]), ...told }: Told = {}) => {
  const { acts = [], seen = [], waits = [], now = at(600) } = told;
  return judgeRestore(orderWith('instance', { now, waits, claim: { acts, seen } }), { copy: known(copy), neighbours });
};

describe('a restore', () => {
  it('is ordered with every field that has a default which would hurt', () => {
    expect(judge(undefined)).toMatchObject({
      act: {
        operation: 'RestoreDBInstanceFromDBSnapshot',
        input: {
          DBInstanceIdentifier: name,
          DBSubnetGroupName: 'isolated',
          VpcSecurityGroupIds: ['sg-0150a7ed0'],
          DBParameterGroupName: 'postgres18',
          PubliclyAccessible: false,
          DeletionProtection: false,
          BackupRetentionPeriod: 0,
          ManageMasterUserPassword: true,
        },
      },
    });
  });

  it('carries the tags of the plan beside those of the run, and is held against both', () => {
    const verification = taggedVerification('instance');
    const judged = (tags?: Readonly<Record<string, string>>) =>
      judgeRestore(orderWith('instance', { verification, claim: { acts: tags === undefined ? [] : [act()] } }), {
        copy: known(tags === undefined ? undefined : copyWith({ tags })),
        neighbours: known([]),
      });
    const Tags = [
      { Key: 'owner', Value: 'platform' },
      { Key: 'lifeboat-run', Value: maker.runId },
      { Key: 'lifeboat-verification', Value: 'orders/database' },
    ];
    expect(judged()).toMatchObject({ act: { input: { Tags } } });
    expect(judged({ ...copyTagsOf(maker), owner: 'platform' })).toHaveProperty('done');
    expect(judged(copyTagsOf(maker))).toMatchObject({ fail: expect.stringContaining('tags') });
  });

  it('to a point in time names its source by the id that no other instance has ever had', () => {
    const decision = judgeRestore(orderWith('pointInTime', { claim: { acts: [] } }), {
      copy: known(undefined),
      neighbours: known([]),
    });
    expect(decision).toMatchObject({
      act: { operation: 'RestoreDBInstanceToPointInTime', input: { SourceDbiResourceId: 'db-SOURCE' } },
    });
    expect(decision).not.toHaveProperty('act.input.SourceDBInstanceIdentifier');
  });

  it.each<{ when: string; copy?: Partial<DatabaseInstance>; acts: Act[]; says: object }>([
    { when: 'the copy is being made', copy: { status: 'creating' }, acts: [act()], says: { wait: 30 } },
    {
      when: 'it ended badly',
      copy: { status: 'incompatible-restore' },
      acts: [act()],
      says: { fail: 'the restore ended as incompatible-restore' },
    },
    { when: 'RDS still makes the password', copy: { masterSecret: undefined }, acts: [act()], says: { wait: 30 } },
    { when: 'the copy is as ordered', copy: {}, acts: [act()], says: { done: { copy: name, arn: arnOf('db', name) } } },
    {
      when: 'it is public',
      copy: { isPublic: true },
      acts: [act()],
      says: { fail: expect.stringContaining('public access: true in place of false') },
    },
    {
      when: 'it has backups',
      copy: { backupRetentionDays: 1 },
      acts: [act()],
      says: { fail: expect.stringContaining('days of backups') },
    },
    {
      when: 'it has inherited a tag',
      copy: { tags: { ...copyTagsOf(maker), service: 'orders' } },
      acts: [act()],
      says: { fail: expect.stringContaining('tags') },
    },
    {
      when: 'somebody has taken its tag away',
      copy: { tags: { 'lifeboat-verification': 'orders/database' } },
      acts: [act()],
      says: { refuse: expect.stringContaining('its tag lifeboat-run does not name the run') },
    },
    {
      when: 'the name was taken before',
      copy: {},
      acts: [act({ result: 'rejected', error: 'DBInstanceAlreadyExistsFault' })],
      says: { refuse: expect.stringContaining('not ours') },
    },
    {
      when: 'the answer was lost, and when it was made does not show yet',
      copy: { status: 'creating', createdAt: undefined },
      acts: [act({ result: 'unknown' })],
      says: { wait: 30, because: expect.stringContaining('may be the copy') },
    },
    {
      when: 'AWS said yes, and when it was made does not show yet',
      copy: { status: 'creating', createdAt: undefined },
      acts: [act()],
      says: { wait: 30, because: 'the copy is creating' },
    },
  ])('when $when', ({ copy, acts, says }) => {
    expect(judge(copy && copyWith(copy), { acts })).toMatchObject(says);
  });

  const taken = act({ second: 150, result: 'rejected', error: 'DBInstanceAlreadyExistsFault' });
  const hour = 3600;
  it.each<{ when: string; acts: Act[]; second: number; says: object }>([
    { when: 'nothing was ordered', acts: [], second: 0, says: { act: { service: 'rds' } } },
    { when: 'it was taken a moment ago', acts: [act()], second: 60, says: { wait: 30 } },
    { when: 'it was taken four minutes ago', acts: [act()], second: 240, says: { wait: 30 } },
    {
      when: 'it was taken an hour ago',
      acts: [act()],
      second: hour,
      says: { wait: 30, because: expect.stringContaining('does not show yet') },
    },
    { when: 'no answer came a moment ago', acts: [act({ result: 'unknown' })], second: 60, says: { wait: 30 } },
    {
      when: 'no answer came, a while ago',
      acts: [act({ result: 'unknown' })],
      second: 240,
      says: { act: { service: 'rds' } },
    },
    {
      when: 'no answer came, and the second order finds the name taken',
      acts: [act({ result: 'unknown' }), taken],
      second: hour,
      says: { wait: 30, because: expect.stringContaining('AWS has taken the order') },
    },
    {
      when: 'it was rejected once and taken at the second try',
      acts: [act({ result: 'rejected', error: 'InstanceQuotaExceededFault' }), act({ second: 20 })],
      second: hour,
      says: { wait: 30 },
    },
    {
      when: 'it was rejected',
      acts: [act({ result: 'rejected', error: 'InstanceQuotaExceededFault' })],
      second: 240,
      says: { act: { service: 'rds' } },
    },
    {
      when: 'the name is taken by what does not show',
      acts: [taken],
      second: hour,
      says: { wait: 30, because: expect.stringContaining('taken by something') },
    },
  ])('that does not show, when $when', ({ acts, second, says }) => {
    expect(judge(undefined, { acts, now: at(second) })).toMatchObject(says);
  });

  const vanished = 'the copy was seen, and does not show any more';
  it.each<{ when: string; waits: Waits; says: object }>([
    { when: 'for the first time', waits: [], says: { wait: 30, because: vanished } },
    {
      when: 'after it was seen again',
      waits: [
        { at: at(10), because: vanished },
        { at: at(60), because: 'the copy is creating' },
      ],
      says: { wait: 30 },
    },
    { when: 'for five minutes', waits: [{ at: at(300), because: vanished }], says: { wait: 30 } },
    {
      when: 'for ten minutes',
      waits: [{ at: at(0), because: vanished }],
      says: { fail: expect.stringContaining(vanished) },
    },
  ])('that was seen and does not show, $when, is not ordered again', ({ waits, says }) => {
    const acts = [act({ result: 'unknown' })];
    expect(judge(undefined, { acts, waits, seen: [seenAs(copyWith())], now: at(600) })).toMatchObject(says);
  });

  it.each([
    [
      'the subnet group',
      { subnetGroup: 'isolated', securityGroups: [] },
      'subnet group isolated is that of orders-prod',
    ],
    [
      'a security group',
      { subnetGroup: 'prod', securityGroups: [{ id: 'sg-0150a7ed0', status: 'active' }] },
      'security group sg-0150a7ed0 is one of orders-prod',
    ],
  ])('is refused when %s is that of an instance which serves', (_, place, says) => {
    const neighbours = known([instanceOf({ name: 'orders-prod', ...place }).instance]);
    expect(judge(undefined, { neighbours })).toMatchObject({ refuse: expect.stringContaining(says) });
  });

  it('may stand beside other copies', () => {
    const neighbours = known([instanceOf({ name: 'lifeboat-verify-0123456789abcdef' }).instance]);
    expect(judge(undefined, { neighbours })).toHaveProperty('act');
  });

  it('is not ordered while nobody knows what stands there', () => {
    expect(judge(undefined, { neighbours: unreadable('Throttling') })).toMatchObject({ wait: expect.any(Number) });
  });
});
