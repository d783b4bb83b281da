import type { Command, Evidence } from '../../contracts/command.ts';
import type { Decision } from '../decision.ts';
import { judgeUnreadable } from '../judge-unreadable.ts';
import type { Reading } from '../reading.ts';
import { judgeDatabaseStatus } from '../recovery/judge-database-status.ts';
import type { DatabaseInstance } from './copy.ts';
import { copyNameOf, copyTagsOf } from './copy-name.ts';
import { judgeMissingCopy } from './judge-missing-copy.ts';
import { proveOwnership } from './prove-ownership.ts';
import { patienceSeconds, type RestoreOrder } from './restore-order.ts';

/** What is not as it was ordered: AWS fills in defaults, and somebody may have been there. */
export const compare = (pairs: readonly (readonly [string, unknown, unknown])[]): string[] =>
  pairs.flatMap(([what, found, ordered]) =>
    found === ordered ? [] : [`${what}: ${String(found)} in place of ${String(ordered)}`],
  );

export type RestoreFacts = Readonly<{
  /** Undefined: there is none of its name. */
  copy: Reading<DatabaseInstance | undefined>;
  /** All of the Region; looked at only as long as there is no copy. */
  neighbours: Reading<readonly DatabaseInstance[]> | undefined;
}>;

export type RestoreCommand = Command &
  Readonly<{ service: 'rds'; operation: 'RestoreDBInstanceFromDBSnapshot' | 'RestoreDBInstanceToPointInTime' }>;

/** Where the restore of one database stands, and what is to be done about it. */
export function judgeRestore(order: RestoreOrder, { copy, neighbours }: RestoreFacts): Decision<RestoreCommand> {
  if (copy.kind === 'unreadable') return judgeUnreadable(`the copy in ${order.region}`, copy.failure);
  if (copy.value !== undefined) return judgeCopy(copy.value, order);
  return judgeMissingCopy(copyNameOf(order.maker), { order, neighbours }, () => restoreCommand(order));
}

function judgeCopy(copy: DatabaseInstance, order: RestoreOrder): Decision<RestoreCommand> {
  const { isOurs, mayBe, because } = proveOwnership(copy, order.claim);
  if (mayBe) return { wait: patienceSeconds, because: `${copy.name} stands there, and may be the copy: ${because}` };
  if (!isOurs) return { refuse: `an instance ${copy.name} stands there that is not ours: ${because}` };
  switch (judgeDatabaseStatus(copy.status)) {
    case 'terminal':
      return { fail: `the restore ended as ${copy.status}` };
    case 'busy':
      return { wait: patienceSeconds, because: `the copy is ${copy.status}` };
    default:
      return judgeUsable(copy, order);
  }
}

function judgeUsable(copy: DatabaseInstance, order: RestoreOrder): Decision<RestoreCommand> {
  if (copy.masterSecret?.status !== 'active')
    return { wait: patienceSeconds, because: 'RDS is still making the password of the copy' };
  const drift = driftOf(copy, order);
  if (drift.length > 0) return { fail: `the copy is not as it was ordered: ${drift.join('; ')}` };
  const evidence: Evidence = {
    ...{ copy: copy.name, arn: copy.arn, resourceId: copy.resourceId, status: copy.status },
    ...{ engineVersion: copy.engineVersion, pointEngineVersion: order.point.engineVersion ?? 'unknown' },
  };
  return { done: evidence };
}

function driftOf(copy: DatabaseInstance, { maker, verification: { restore } }: RestoreOrder): string[] {
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
    ['tags', tags(copy.tags), tags(copyTagsOf(maker, restore.tags))],
  ]);
}

/** Every field that has a default that would hurt is given. */
function restoreCommand(order: RestoreOrder): RestoreCommand {
  const { maker, verification, point, region } = order;
  const name = copyNameOf(maker);
  if ('instancePointInTime' in verification) {
    // By its immutable id: another instance may have taken the name since the point was chosen.
    const source = { SourceDbiResourceId: point.sourceResourceId ?? '' };
    const input = { ...source, TargetDBInstanceIdentifier: name, UseLatestRestorableTime: true, ...settings(order) };
    return { service: 'rds', operation: 'RestoreDBInstanceToPointInTime', region, input };
  }
  const input = { DBInstanceIdentifier: name, DBSnapshotIdentifier: point.id, ...settings(order) };
  return { service: 'rds', operation: 'RestoreDBInstanceFromDBSnapshot', region, input };
}

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
  Tags: Object.entries(copyTagsOf(maker, restore.tags)).map(([Key, Value]) => ({ Key, Value })),
});
