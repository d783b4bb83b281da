import type { Permission } from './taken-away.ts';

/** Permissions that no run of the scenes misses, with the reason. Every other one is missed when it is taken away. */
type NotMissed = Readonly<{ because: string; permissions: readonly string[] }>;

const connecting = ['CheckDataRole', 'AskCopyRole', 'PromoteReplicaRole'];

const noCluster = 'no plan restores a cluster yet';

export const notMissed: readonly NotMissed[] = [
  {
    because: 'AWS asks for it only when the event of the child’s end was lost, and here none is',
    permissions: ['VerifyRestoresRole states:DescribeExecution'],
  },
  {
    because: 'AWS documents it for a Distributed Map; one that is stopped here stops its children itself',
    permissions: ['VerifyRestoresRole states:StopExecution'],
  },
  {
    because: noCluster,
    permissions: [
      'AskCopyRole rds:DescribeDBClusters',
      'ChooseRecoveryPointRole rds:DescribeDBClusters',
      'ChooseRecoveryPointRole rds:DescribeDBClusterSnapshots',
      'DiscardRestoreRole rds:DescribeDBClusters',
      'RestoreDatabaseRole rds:DescribeDBClusters',
      'RestoreDatabaseRole rds:RestoreDBClusterFromSnapshot',
      'RestoreDatabaseRole rds:RestoreDBClusterFromSnapshot, again',
      'RestoreDatabaseRole rds:CreateDBInstance',
      'RestoreDatabaseRole rds:CreateDBInstance, again',
    ],
  },
  {
    because: 'no plan restores to a point in time yet',
    permissions: [
      'RestoreDatabaseRole rds:RestoreDBInstanceToPointInTime',
      'RestoreDatabaseRole rds:RestoreDBInstanceToPointInTime, again',
    ],
  },
  {
    because: 'no plan looks for other backups than those of databases yet',
    permissions: ['FindBackupRole dynamodb:PutItem', 'FindBackupRole dynamodb:Query'],
  },
  {
    because:
      'the switch of a health check can be read by everybody, as Route 53 must, so that its bucket lets the role in, too',
    permissions: ['SwitchDnsRole s3:GetObject'],
  },
  {
    because: 'no plan has an event of RDS for a signal yet',
    permissions: ['DecideRecoveryRole rds:DescribeEvents', 'ConfirmStageRole rds:DescribeEvents'],
  },
  {
    because: 'AWS documents them for a function in a VPC; its refusal to make one is known for the three others alone',
    permissions: connecting.flatMap((role) =>
      ['DescribeSubnets', 'AssignPrivateIpAddresses', 'UnassignPrivateIpAddresses'].map(
        (name) => `${role} ec2:${name}`,
      ),
    ),
  },
];

/** Lambda and Step Functions write with them beside the run. Without them logs and traces are lost, and no call fails. */
export const isObserving = ({ action }: Permission): boolean =>
  /^(logs:(CreateLogStream|PutLogEvents)|xray:(PutTraceSegments|PutTelemetryRecords|GetSamplingRules|GetSamplingTargets))$/.test(
    action,
  );
