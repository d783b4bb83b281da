import type { Command } from '../../contracts/command.ts';
import type { Decision } from '../decision.ts';
import { judgeUnreadable } from '../judge-unreadable.ts';
import type { Reading } from '../reading.ts';
import { judgeDatabaseStatus } from '../recovery/judge-database-status.ts';
import type { DatabaseInstance } from './copy.ts';
import { copyNameOf, copyTagsOf, memberNameOf } from './copy-name.ts';
import { judgeMissingCopy, judgeUnseen } from './judge-missing-copy.ts';
import { compare } from './judge-restore.ts';
import { standingOf } from './order-standing.ts';
import { proveOwnership } from './prove-ownership.ts';
import { patienceSeconds, type RestoreOrder } from './restore-order.ts';

/** Aurora keeps backups for a day at least: USER_WorkingWithAutomatedBackups of its guide. */
const leastRetention = 1;

export type ClusterFacts = Readonly<{
  cluster: Reading<DatabaseInstance | undefined>;
  /** The one instance that is added for the check. */
  member: Reading<DatabaseInstance | undefined>;
  neighbours: Reading<readonly DatabaseInstance[]> | undefined;
}>;

type Operation = 'RestoreDBClusterFromSnapshot' | 'ModifyDBCluster' | 'CreateDBInstance';
export type ClusterCommand = Command & Readonly<{ service: 'rds'; operation: Operation }>;

type ClusterDecision = Decision<ClusterCommand>;

/** A cluster, then the password that RDS keeps for it, then an instance: each is ordered once and awaited. */
export function judgeClusterRestore(
  order: RestoreOrder,
  { cluster, member, neighbours }: ClusterFacts,
): ClusterDecision {
  if (cluster.kind === 'unreadable') return judgeUnreadable(`the copy in ${order.region}`, cluster.failure);
  if (cluster.value !== undefined) return judgeCluster(cluster.value, member, order);
  return judgeMissingCopy(copyNameOf(order.maker), { order, neighbours }, () => restoreCluster(order));
}

function judgeCluster(cluster: DatabaseInstance, member: ClusterFacts['member'], order: RestoreOrder): ClusterDecision {
  const not = unfit(cluster, order);
  if (not !== undefined) return not;
  if (cluster.masterSecret === undefined) return judgePassword(order);
  if (cluster.masterSecret.status !== 'active') return wait('RDS is still making the password of the copy');
  if (member.kind === 'unreadable') return judgeUnreadable('the instance of the copy', member.failure);
  return judgeMember({ cluster, member: member.value }, order);
}

/** Ours, and in a status in which something can be done; otherwise what is to be done instead. */
function unfit(found: DatabaseInstance, order: RestoreOrder): ClusterDecision | undefined {
  const { isOurs, mayBe, because } = proveOwnership(found, order.claim);
  if (mayBe) return wait(`${found.name} stands there, and may be ours: ${because}`);
  if (!isOurs) return { refuse: `${found.name} stands there and is not ours: ${because}` };
  const status = judgeDatabaseStatus(found.status);
  if (status === 'terminal') return { fail: `the restore ended as ${found.status}` };
  return status === 'busy' ? wait(`${found.name} is ${found.status}`) : undefined;
}

const wait = (because: string): ClusterDecision => ({ wait: patienceSeconds, because });

/** RDS is told once to keep the password; what it has taken shows in time. */
function judgePassword(order: RestoreOrder): ClusterDecision {
  const told = order.claim.acts.filter(({ command: { operation } }) => operation === 'ModifyDBCluster');
  return ['awaited', 'unanswered'].includes(standingOf(told, order.now))
    ? wait('RDS was told to keep the password, and does not show it yet')
    : { act: manage(order), because: 'a password from before the last rotation opens nothing' };
}

const command = ({ region }: RestoreOrder, operation: Operation, input: ClusterCommand['input']): ClusterCommand => ({
  service: 'rds',
  operation,
  region,
  input,
});

const manage = (order: RestoreOrder): ClusterCommand =>
  command(order, 'ModifyDBCluster', {
    DBClusterIdentifier: copyNameOf(order.maker),
    ManageMasterUserPassword: true,
    ApplyImmediately: true,
  });

function judgeMember(
  { cluster, member }: Readonly<{ cluster: DatabaseInstance; member: DatabaseInstance | undefined }>,
  order: RestoreOrder,
): ClusterDecision {
  if (member === undefined)
    return (
      judgeUnseen(memberNameOf(order.maker), order) ?? {
        act: addMember(order),
        because: 'a cluster answers only through an instance',
      }
    );
  const not = unfit(member, order);
  if (not !== undefined) return not;
  const drift = driftOf(cluster, member, order);
  if (drift.length > 0) return { fail: `the copy is not as it was ordered: ${drift.join('; ')}` };
  const { name: copy, arn, resourceId, engineVersion } = cluster;
  return { done: { copy, arn, resourceId, instance: member.name, engineVersion } };
}

function addMember(order: RestoreOrder): ClusterCommand {
  const { instanceClass, parameterGroup } = order.verification.restore;
  return command(order, 'CreateDBInstance', {
    DBInstanceIdentifier: memberNameOf(order.maker),
    DBClusterIdentifier: copyNameOf(order.maker),
    DBInstanceClass: instanceClass,
    DBParameterGroupName: parameterGroup,
    Engine: 'aurora-postgresql',
    PubliclyAccessible: false,
    AutoMinorVersionUpgrade: false,
    CopyTagsToSnapshot: false,
    Tags: tags(order),
  });
}

const tags = ({ maker, verification: { restore } }: RestoreOrder) =>
  Object.entries(copyTagsOf(maker, restore.tags)).map(([Key, Value]) => ({ Key, Value }));

function driftOf(cluster: DatabaseInstance, member: DatabaseInstance, order: RestoreOrder): string[] {
  const { restore } = order.verification;
  return compare([
    ['subnet group', cluster.subnetGroup, restore.subnetGroup],
    [
      'security groups',
      cluster.securityGroups
        .map(({ id }) => id)
        .sort()
        .join(' '),
      [...restore.securityGroups].sort().join(' '),
    ],
    ['cluster parameter group', cluster.parameterGroup, restore.clusterParameterGroup],
    ['parameter group', member.parameterGroup, restore.parameterGroup],
    ['instance class', member.instanceClass, restore.instanceClass],
    ['public access', member.isPublic, false],
    ['deletion protection', cluster.isProtected || member.isProtected, false],
    ['cluster of the instance', member.cluster, cluster.name],
  ]);
}

function restoreCluster(order: RestoreOrder): ClusterCommand {
  const { restore } = order.verification;
  return command(order, 'RestoreDBClusterFromSnapshot', {
    DBClusterIdentifier: copyNameOf(order.maker),
    SnapshotIdentifier: order.point.id,
    Engine: 'aurora-postgresql',
    DBSubnetGroupName: restore.subnetGroup,
    VpcSecurityGroupIds: restore.securityGroups,
    DBClusterParameterGroupName: restore.clusterParameterGroup ?? '',
    DeletionProtection: false,
    BackupRetentionPeriod: leastRetention,
    CopyTagsToSnapshot: false,
    Tags: tags(order),
  });
}
