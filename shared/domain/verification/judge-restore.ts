import type { RegionName } from '../../contracts/fields.ts';
import type { Command, Evidence } from '../../contracts/ledger-entry.ts';
import type { RecoveryPoint } from '../../contracts/verification/facts.ts';
import type { RestoredVerification } from '../../contracts/verification/verification.ts';
import { judgeUnreadable } from '../../steps/judge-unreadable.ts';
import type { Act, Decision } from '../../steps/step.ts';
import { judgeDatabaseStatus } from '../judge-database-status.ts';
import type { Reading } from '../reading.ts';
import { secondsBetween } from '../seconds-between.ts';
import type { DatabaseInstance } from './copy.ts';
import { copyNameOf, copyTagsOf, type Maker } from './copy-name.ts';
import { judgeIsolation } from './judge-isolation.ts';
import { type Claim, proveOwnership } from './prove-ownership.ts';

export type RestoreFacts = Readonly<{
  /** Undefined: there is none of its name. */
  copy: Reading<DatabaseInstance | undefined>;
  /** All of the Region; looked at only as long as there is no copy. */
  neighbours: Reading<readonly DatabaseInstance[]> | undefined;
}>;

export type RestoreOrder = Readonly<{
  maker: Maker;
  verification: RestoredVerification;
  point: RecoveryPoint;
  region: RegionName;
  claim: Claim;
  now: string;
}>;

/** A look does not hurry, since the copy serves nobody: as often as the SDK's own waiters look (30 s). */
export const patienceSeconds = 30;
/** AWS shows what it has accepted a little later. */
const unseenSeconds = 120;

/** Ordered a moment ago, so that it may not show yet. */
export const isFresh = (acts: readonly Act[], now: string): boolean => {
  const last = acts.findLast(({ result }) => result !== 'rejected');
  return last !== undefined && secondsBetween(last.at, now) < unseenSeconds;
};

/** What is not as it was ordered: AWS fills in defaults, and somebody may have been there. */
export const compare = (pairs: readonly (readonly [string, unknown, unknown])[]): string[] =>
  pairs.flatMap(([what, found, ordered]) =>
    found === ordered ? [] : [`${what}: ${String(found)} in place of ${String(ordered)}`],
  );

const settings = ({ maker, verification: { restore } }: RestoreOrder) => ({
  DBInstanceClass: restore.instanceClass,
  DBSubnetGroupName: restore.subnetGroup,
  VpcSecurityGroupIds: restore.securityGroups,
  DBParameterGroupName: restore.parameterGroup,
  MultiAZ: false,
  PubliclyAccessible: false,
  AutoMinorVersionUpgrade: false,
  CopyTagsToSnapshot: false,
  DeletionProtection: false,
  BackupRetentionPeriod: 0,
  // The master's password is made anew: one from before the last rotation opens nothing.
  ManageMasterUserPassword: true,
  Tags: Object.entries(copyTagsOf(maker)).map(([Key, Value]) => ({ Key, Value })),
});

export type RestoreCommand = Command &
  Readonly<{ service: 'rds'; operation: 'RestoreDBInstanceFromDBSnapshot' | 'RestoreDBInstanceToPointInTime' }>;

/** Every field that has a default that would hurt is given. */
const restoreCommand = (order: RestoreOrder): RestoreCommand => {
  const { maker, verification, point, region } = order;
  const name = copyNameOf(maker);
  if ('instancePointInTime' in verification) {
    const source = { SourceDBInstanceIdentifier: verification.instancePointInTime.instance };
    const input = { ...source, TargetDBInstanceIdentifier: name, UseLatestRestorableTime: true, ...settings(order) };
    return { service: 'rds', operation: 'RestoreDBInstanceToPointInTime', region, input };
  }
  const input = { DBInstanceIdentifier: name, DBSnapshotIdentifier: point.id, ...settings(order) };
  return { service: 'rds', operation: 'RestoreDBInstanceFromDBSnapshot', region, input };
};

const driftOf = (copy: DatabaseInstance, { maker, verification: { restore } }: RestoreOrder): string[] => {
  const groups = (ids: readonly string[]) => [...ids].sort().join(' ');
  const tags = (found: Readonly<Record<string, string>>) => JSON.stringify(Object.entries(found).sort());
  return compare([
    ['subnet group', copy.subnetGroup, restore.subnetGroup],
    ['security groups', groups(copy.securityGroups.map(({ id }) => id)), groups(restore.securityGroups)],
    ['parameter group', copy.parameterGroup, restore.parameterGroup],
    ['instance class', copy.instanceClass, restore.instanceClass],
    ['public access', copy.isPublic, false],
    ['Multi-AZ', copy.isMultiAz, false],
    ['deletion protection', copy.isProtected, false],
    ['days of backups', copy.backupRetentionDays, 0],
    ['tags', tags(copy.tags), tags(copyTagsOf(maker))],
  ]);
};

const judgeUsable = (copy: DatabaseInstance, order: RestoreOrder): Decision<RestoreCommand> => {
  if (copy.masterSecret?.status !== 'active')
    return { wait: patienceSeconds, because: 'RDS is still making the password of the copy' };
  const drift = driftOf(copy, order);
  if (drift.length > 0) return { fail: `the copy is not as it was ordered: ${drift.join('; ')}` };
  const evidence: Evidence = {
    ...{ copy: copy.name, arn: copy.arn, resourceId: copy.resourceId, status: copy.status },
    ...{ engineVersion: copy.engineVersion, pointEngineVersion: order.point.engineVersion ?? 'unknown' },
  };
  return { done: evidence };
};

const judgeCopy = (copy: DatabaseInstance, order: RestoreOrder): Decision<RestoreCommand> => {
  const ownership = proveOwnership(copy, order.claim);
  if (!ownership.isOurs)
    return { refuse: `an instance ${copy.name} stands there that is not ours: ${ownership.because}` };
  switch (judgeDatabaseStatus(copy.status)) {
    case 'terminal':
      return { fail: `the restore ended as ${copy.status}` };
    case 'busy':
      return { wait: patienceSeconds, because: `the copy is ${copy.status}` };
    default:
      return judgeUsable(copy, order);
  }
};

type Unmade = Readonly<{ neighbours: RestoreFacts['neighbours']; acts: readonly Act[] }>;

/** There is no copy yet: it is ordered once, and only where it stands apart. */
export const judgeMissingCopy = <C extends Command>(
  order: RestoreOrder,
  { neighbours, acts }: Unmade,
  command: () => C,
): Decision<C> => {
  if (isFresh(acts, order.now))
    return { wait: patienceSeconds, because: 'the restore was ordered and does not show yet' };
  if (acts.findLast(({ result }) => result !== 'rejected')?.result === 'accepted')
    return { fail: 'the restore was accepted, and no copy of its name is there' };
  if (neighbours === undefined || neighbours.kind === 'unreadable') {
    const failure = neighbours?.failure ?? { error: 'NotLooked', message: '' };
    return judgeUnreadable(`the instances in ${order.region}`, failure);
  }
  const broken = judgeIsolation(order.verification.restore, neighbours.value);
  if (broken !== undefined) return { refuse: broken };
  return { act: command(), because: `restore ${order.point.id}` };
};

/** Where the restore of one database stands, and what is to be done about it. */
export const judgeRestore = (
  order: RestoreOrder,
  facts: RestoreFacts,
  acts: readonly Act[],
): Decision<RestoreCommand> => {
  const { copy } = facts;
  if (copy.kind === 'unreadable') return judgeUnreadable(`the copy in ${order.region}`, copy.failure);
  if (copy.value !== undefined) return judgeCopy(copy.value, order);
  return judgeMissingCopy(order, { neighbours: facts.neighbours, acts }, () => restoreCommand(order));
};
