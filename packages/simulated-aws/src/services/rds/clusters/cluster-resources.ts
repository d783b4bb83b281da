import type { Call } from '../../../call.ts';
import type { Need, Needs, Resources } from '../../../service.ts';
import type { World } from '../../../world.ts';
import { arnOf } from '../store.ts';

/** What requests that make something name. */
export type Restored = Readonly<{
  DBInstanceIdentifier?: string | undefined;
  TargetDBInstanceIdentifier?: string | undefined;
  SourceDBInstanceIdentifier?: string | undefined;
  SourceDbiResourceId?: string | undefined;
  DBSnapshotIdentifier?: string | undefined;
  DBClusterIdentifier?: string | undefined;
  SnapshotIdentifier?: string | undefined;
  DBClusterParameterGroupName?: string | undefined;
  DBSubnetGroupName?: string | undefined;
  DBParameterGroupName?: string | undefined;
  Tags?: readonly unknown[] | undefined;
  ManageMasterUserPassword?: boolean | undefined;
  KmsKeyId?: string | undefined;
  GlobalClusterIdentifier?: string | undefined;
}>;

/** docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html, of Aurora clusters. */
export function clusterResources(world: World): Readonly<Record<string, Resources['of']>> {
  const arn = ({ region }: Call, sort: string, id: string) => `arn:aws:rds:${region}:${world.account}:${sort}:${id}`;
  const clusters = (input: Restored, call: Call) => [arn(call, 'cluster', input.DBClusterIdentifier ?? '*')];
  const instance = (input: Restored, call: Call) => [arnOf(world, call.region, input.DBInstanceIdentifier ?? '*')];
  return {
    DescribeDBClusters: clusters,
    RestoreDBClusterFromSnapshot: (input: Restored, call: Call) => {
      const { SnapshotIdentifier: id = '*' } = input;
      const snapshot = id.startsWith('arn:') ? id : arn(call, 'cluster-snapshot', id);
      return [
        ...clusters(input, call),
        snapshot,
        arn(call, 'subgrp', input.DBSubnetGroupName ?? 'default'),
        arn(call, 'cluster-pg', input.DBClusterParameterGroupName ?? 'default.aurora-postgresql17'),
      ];
    },
    CreateDBCluster: (input: Restored, call: Call) => [
      ...clusters(input, call),
      arn(call, 'subgrp', input.DBSubnetGroupName ?? 'default'),
      arn(call, 'cluster-pg', input.DBClusterParameterGroupName ?? 'default.aurora-postgresql17'),
      ...(input.GlobalClusterIdentifier === undefined
        ? []
        : [`arn:aws:rds::${world.account}:global-cluster:${input.GlobalClusterIdentifier}`]),
    ],
    FailoverDBCluster: clusters,
    StopDBCluster: clusters,
    StartDBCluster: clusters,
    ModifyDBCluster: clusters,
    DeleteDBCluster: clusters,
    CreateDBInstance: (input: Restored, call: Call) => {
      const isMember = input.DBClusterIdentifier !== undefined;
      const family = isMember ? 'aurora-postgresql17' : 'postgres18';
      return [
        ...instance(input, call),
        ...(isMember ? clusters(input, call) : [arn(call, 'subgrp', input.DBSubnetGroupName ?? 'default')]),
        arn(call, 'pg', input.DBParameterGroupName ?? `default.${family}`),
      ];
    },
  };
}

/** Tags at creation, and a password that RDS keeps. */
export function clusterNeeds(world: World): Readonly<Record<string, Needs['of']>> {
  const ofCluster = (input: Restored, call: Call): Need[] => {
    const cluster = `arn:aws:rds:${call.region}:${world.account}:cluster:${input.DBClusterIdentifier ?? '*'}`;
    const secret = [`arn:aws:secretsmanager:${call.region}:${world.account}:secret:rds!cluster-new-000000`];
    if (input.ManageMasterUserPassword !== true)
      return input.Tags?.length ? [{ action: 'rds:AddTagsToResource', resources: [cluster] }] : [];
    return ['CreateSecret', 'TagResource'].map((name) => ({ action: `secretsmanager:${name}`, resources: secret }));
  };
  return { CreateDBCluster: ofCluster, RestoreDBClusterFromSnapshot: ofCluster, ModifyDBCluster: ofCluster };
}
