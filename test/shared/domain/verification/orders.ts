import type { Command } from '../../../../shared/contracts/command.ts';
import { defined } from '../../../../shared/contracts/defined.ts';
import { PlanName, RegionName, RunId, VerificationId } from '../../../../shared/contracts/fields.ts';
import { isRestored } from '../../../../shared/contracts/verification/verification.ts';
import type { Act } from '../../../../shared/domain/decision.ts';
import type { DatabaseInstance } from '../../../../shared/domain/verification/copy.ts';
import { copyNameOf, copyTagsOf, type Maker, memberNameOf } from '../../../../shared/domain/verification/copy-name.ts';
import type { Claim } from '../../../../shared/domain/verification/prove-ownership.ts';
import type { RestoreOrder } from '../../../../shared/domain/verification/restore-order.ts';
import { type RestoredKind, verifiedPlan } from '../../../functions/verification/plan.ts';
import { instanceOf } from './instance.ts';

export const region = RegionName.parse('us-west-2');
export const account = '111122223333';
export const maker: Maker = {
  runId: RunId.parse('verify-1'),
  plan: PlanName.parse('orders'),
  verification: VerificationId.parse('database'),
};
export const name = copyNameOf(maker);
export const member = memberNameOf(maker);
export const arnOf = (sort: 'db' | 'cluster', of: string): string => `arn:aws:rds:${region}:${account}:${sort}:${of}`;

const start = Date.parse('2026-01-05T03:00:00.000Z');
/** So many seconds after three o'clock, when the first order is made. */
export const at = (seconds: number): string => new Date(start + seconds * 1000).toISOString();

type Told = Partial<Pick<Act, 'result' | 'error'>> & { second?: number; operation?: string; input?: Command['input'] };

/** A call that restores the copy, accepted at three o'clock, and what differs. */
export const act = ({ second = 0, operation, input, result = 'accepted', error }: Told = {}): Act => ({
  command: {
    service: 'rds',
    operation: operation ?? 'RestoreDBInstanceFromDBSnapshot',
    region,
    input: input ?? { DBInstanceIdentifier: name, DBSnapshotIdentifier: 'rds:orders-night' },
  },
  at: at(second),
  result,
  ...defined({ error }),
});

export const clusterAct = (told: Told = {}): Act =>
  act({
    operation: 'RestoreDBClusterFromSnapshot',
    input: { DBClusterIdentifier: name, SnapshotIdentifier: 'rds:orders-night' },
    ...told,
  });
export const memberAct = (told: Told = {}): Act =>
  act({
    operation: 'CreateDBInstance',
    input: { DBInstanceIdentifier: member, DBClusterIdentifier: name },
    ...told,
  });
export const deletion = (told: Told = {}): Act =>
  act({ operation: 'DeleteDBInstance', input: { DBInstanceIdentifier: name }, ...told });

/** The copy as it is when all is well. */
export const copyWith = (change: Partial<DatabaseInstance> = {}): DatabaseInstance =>
  instanceOf({ name, arn: arnOf('db', name), resourceId: 'db-MINE', tags: copyTagsOf(maker), ...change }).instance;

export const clusterWith = (change: Partial<DatabaseInstance> = {}): DatabaseInstance =>
  copyWith({ arn: arnOf('cluster', name), resourceId: 'cluster-MINE', parameterGroup: 'aurora17', ...change });

export const memberWith = (change: Partial<DatabaseInstance> = {}): DatabaseInstance =>
  copyWith({ name: member, arn: arnOf('db', member), resourceId: 'db-MEMBER', cluster: name, ...change });

export const seenAs = ({ name: of, arn, resourceId }: DatabaseInstance): Claim['seen'][number] => ({
  name: of,
  arn,
  resourceId,
});

export const claimWith = (change: Partial<Claim> = {}): Claim => ({
  ...{ maker, region, account, acts: [act()], deletions: [], seen: [] },
  ...change,
});

export const verificationOf = (kind: RestoredKind) => {
  const [verification] = verifiedPlan(kind).restoreVerification.filter(isRestored);
  if (verification === undefined) throw new Error('the plan of the test restores nothing');
  return verification;
};

/** The plan asks for this tag on its copies. */
export const taggedVerification = (kind: RestoredKind) => {
  const verification = verificationOf(kind);
  return { ...verification, restore: { ...verification.restore, tags: { owner: 'platform' } } };
};

export const orderWith = (
  kind: RestoredKind,
  { claim, ...change }: Partial<Omit<RestoreOrder, 'claim'>> & { claim?: Partial<Claim> } = {},
): RestoreOrder => ({
  ...{ maker, verification: verificationOf(kind), region, now: at(600), waits: [] },
  point: {
    id: 'rds:orders-night',
    type: 'automated',
    databaseTime: at(-3600),
    sourceResourceId: 'db-SOURCE',
  },
  claim: claimWith(claim),
  ...change,
});

export const known = <T>(value: T) => ({ kind: 'known' as const, value });
export const unreadable = (error: string) => ({ kind: 'unreadable' as const, failure: { error, message: '' } });
