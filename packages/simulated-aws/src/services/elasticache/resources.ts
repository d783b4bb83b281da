import type { Call } from '../../call.ts';
import type { SimulatedService } from '../../service.ts';

type Of = (kind: string, name: string | undefined, call: Call) => string[];

type Input = Readonly<
  Partial<
    Record<
      | 'CacheClusterId'
      | 'CacheParameterGroupName'
      | 'CacheSubnetGroupName'
      | 'GlobalReplicationGroupId'
      | 'PrimaryReplicationGroupId'
      | 'ReplicationGroupId'
      | 'ResourceName'
      | 'SnapshotName'
      | 'SourceSnapshotName'
      | 'TargetSnapshotName',
      string
    >
  >
>;

/** docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticache.html */
export function createResources(account: string): SimulatedService['resources'] {
  const regional: Of = (kind, name, { region }) =>
    name === undefined ? [] : [`arn:aws:elasticache:${region}:${account}:${kind}:${name}`];
  const anyOf: Of = (kind, name = '*', call) => regional(kind, name, call);
  const group = ({ ReplicationGroupId }: Input, call: Call) => anyOf('replicationgroup', ReplicationGroupId, call);
  const tagged = ({ ResourceName = '*' }: Input) => [ResourceName];
  return {
    ...ofSnapshots(regional, anyOf),
    ...ofGlobals(account, anyOf),
    DescribeReplicationGroups: group,
    ModifyReplicationGroup: group,
    DeleteReplicationGroup: group,
    TestFailover: group,
    CreateReplicationGroup: (input: Input, call: Call) => [
      ...group(input, call),
      ...regional('snapshot', input.SnapshotName, call),
      ...regional('parametergroup', input.CacheParameterGroupName, call),
      ...regional('subnetgroup', input.CacheSubnetGroupName, call),
    ],
    DescribeCacheClusters: ({ CacheClusterId }: Input, call: Call) => anyOf('cluster', CacheClusterId, call),
    AddTagsToResource: tagged,
    RemoveTagsFromResource: tagged,
    ListTagsForResource: tagged,
  };
}

function ofSnapshots(regional: Of, anyOf: Of): SimulatedService['resources'] {
  const snapshot = ({ SnapshotName }: Input, call: Call) => anyOf('snapshot', SnapshotName, call);
  return {
    DescribeSnapshots: snapshot,
    DeleteSnapshot: snapshot,
    CreateSnapshot: (input: Input, call: Call) => [
      ...snapshot(input, call),
      ...regional('replicationgroup', input.ReplicationGroupId, call),
      ...regional('cluster', input.CacheClusterId, call),
    ],
    CopySnapshot: ({ SourceSnapshotName, TargetSnapshotName }: Input, call: Call) => [
      ...anyOf('snapshot', SourceSnapshotName, call),
      ...anyOf('snapshot', TargetSnapshotName, call),
    ],
  };
}

function ofGlobals(account: string, anyOf: Of): SimulatedService['resources'] {
  const global = ({ GlobalReplicationGroupId: id = '*' }: Input) => [
    `arn:aws:elasticache::${account}:globalreplicationgroup:${id}`,
  ];
  return {
    CreateGlobalReplicationGroup: (input: Input, call: Call) => [
      ...global(input),
      ...anyOf('replicationgroup', input.PrimaryReplicationGroupId, call),
    ],
    DescribeGlobalReplicationGroups: global,
    FailoverGlobalReplicationGroup: global,
  };
}
