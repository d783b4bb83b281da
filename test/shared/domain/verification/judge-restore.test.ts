import { describe, expect, it } from 'vitest';
import { PlanName, RunId, VerificationId } from '../../../../shared/contracts/fields.ts';
import { isRestored } from '../../../../shared/contracts/verification/verification.ts';
import type { DatabaseInstance } from '../../../../shared/domain/verification/copy.ts';
import { copyNameOf, copyTagsOf, type Maker } from '../../../../shared/domain/verification/copy-name.ts';
import {
  judgeRestore,
  type RestoreFacts,
  type RestoreOrder,
} from '../../../../shared/domain/verification/judge-restore.ts';
import type { Act } from '../../../../shared/steps/step.ts';
import { verifiedPlan } from '../../../functions/verification/plan.ts';
import { instanceOf } from './instance.ts';

const maker: Maker = {
  runId: RunId.parse('verify-1'),
  plan: PlanName.parse('orders'),
  verification: VerificationId.parse('database'),
};
const name = copyNameOf(maker);
const { region } = instanceOf({});
const arn = `arn:aws:rds:${region}:111122223333:db:${name}`;
const [verification] = verifiedPlan('instance').restoreVerification.filter(isRestored);
if (verification === undefined) throw new Error('the plan of the test restores nothing');

const act = (result: Act['result'], at = '2026-01-05T03:00:00.000Z'): Act => ({
  command: {
    service: 'rds',
    operation: 'RestoreDBInstanceFromDBSnapshot',
    region,
    input: { DBInstanceIdentifier: name },
  },
  at,
  result,
});
const copyWith = (change: Partial<DatabaseInstance> = {}) =>
  instanceOf({ name, arn, tags: copyTagsOf(maker), ...change }).instance;

const orderOf = (acts: readonly Act[], now = '2026-01-05T03:10:00.000Z'): RestoreOrder => ({
  maker,
  verification,
  region,
  now,
  point: { id: 'rds:orders-night', type: 'automated', databaseTime: '2026-01-05T02:00:00.000Z' },
  claim: { maker, region, account: '111122223333', acts, seen: [] },
});

const known = <T>(value: T) => ({ kind: 'known' as const, value });
type Told = Readonly<{ acts?: readonly Act[]; now?: string | undefined; neighbours?: RestoreFacts['neighbours'] }>;

const judge = (copy: DatabaseInstance | undefined, { acts = [], now, neighbours = known([]) }: Told) =>
  judgeRestore(orderOf(acts, now), { copy: known(copy), neighbours }, acts);

describe('a restore', () => {
  it('is ordered with every field that has a default which would hurt', () => {
    const decision = judge(undefined, {});
    expect(decision).toMatchObject({
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

  it.each<{ when: string; copy?: Partial<DatabaseInstance>; acts: Act[]; now?: string; says: object }>([
    {
      when: 'it was ordered a moment ago',
      acts: [act('accepted')],
      now: '2026-01-05T03:01:00.000Z',
      says: { wait: 30 },
    },
    { when: 'the answer was lost, a while ago', acts: [act('unknown')], says: { act: { service: 'rds' } } },
    {
      when: 'it was accepted and never came',
      acts: [act('accepted')],
      says: { fail: expect.stringContaining('no copy') },
    },
    { when: 'the copy is being made', copy: { status: 'creating' }, acts: [act('accepted')], says: { wait: 30 } },
    {
      when: 'it ended badly',
      copy: { status: 'incompatible-restore' },
      acts: [act('accepted')],
      says: { fail: 'the restore ended as incompatible-restore' },
    },
    {
      when: 'RDS still makes the password',
      copy: { masterSecret: undefined },
      acts: [act('accepted')],
      says: { wait: 30 },
    },
    { when: 'the copy is as ordered', copy: {}, acts: [act('accepted')], says: { done: { copy: name, arn } } },
    {
      when: 'it is public',
      copy: { isPublic: true },
      acts: [act('accepted')],
      says: { fail: expect.stringContaining('public access: true in place of false') },
    },
    {
      when: 'it has backups',
      copy: { backupRetentionDays: 1 },
      acts: [act('accepted')],
      says: { fail: expect.stringContaining('days of backups') },
    },
    {
      when: 'it has inherited a tag',
      copy: { tags: { ...copyTagsOf(maker), service: 'orders' } },
      acts: [act('accepted')],
      says: { fail: expect.stringContaining('tags') },
    },
    {
      when: 'the name was taken before',
      copy: {},
      acts: [act('rejected')],
      says: { refuse: expect.stringContaining('not ours') },
    },
  ])('when $when', ({ copy, acts, now, says }) => {
    expect(judge(copy && copyWith(copy), { acts, now })).toMatchObject(says);
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
    const neighbours = { kind: 'unreadable' as const, failure: { error: 'Throttling', message: '' } };
    expect(judge(undefined, { neighbours })).toMatchObject({ wait: expect.any(Number) });
  });
});
