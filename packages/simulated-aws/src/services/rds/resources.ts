import type { Call } from '../../call.ts';
import type { Need, Needs, Resources } from '../../service.ts';
import type { World } from '../../world.ts';
import { clusterNeeds, clusterResources, type Restored } from './clusters/cluster-resources.ts';
import { globalNeeds, globalResources } from './global/operations.ts';
import { groupNeeds, groupResources } from './parameters/group-resources.ts';
import { snapshotNeeds, snapshotResources } from './snapshots/snapshot-resources.ts';
import { arnOf, type Store } from './store.ts';

type Named = Readonly<{ DBInstanceIdentifier?: string | undefined }>;

/** docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html */
export function resourcesOf(store: Store): Readonly<Record<string, Resources['of']>> {
  const { world } = store;
  const arn = ({ region }: Call, sort: string, id: string) => `arn:aws:rds:${region}:${world.account}:${sort}:${id}`;
  const instance = (input: Named, call: Call) => [arnOf(world, call.region, input.DBInstanceIdentifier ?? '*')];
  const described = ({ DBInstanceIdentifier: id = '*' }: Named, call: Call) =>
    id.startsWith('arn:') ? [id] : [arnOf(world, call.region, id)];
  const tagged = ({ ResourceName = '*' }: { ResourceName?: string }) => [ResourceName];
  const groups = (input: Restored, call: Call) => [
    arn(call, 'subgrp', input.DBSubnetGroupName ?? 'default'),
    arn(call, 'pg', input.DBParameterGroupName ?? 'default.postgres18'),
  ];
  return {
    ...clusterResources(world),
    ...snapshotResources(world),
    ...groupResources(world),
    ...globalResources(world),
    DescribeDBInstances: described,
    RestoreDBInstanceFromDBSnapshot: (input: Restored, call: Call) => {
      const { DBSnapshotIdentifier: id = '*', DBInstanceIdentifier: name = '*' } = input;
      return [
        arnOf(world, call.region, name),
        id.startsWith('arn:') ? id : arn(call, 'snapshot', id),
        ...groups(input, call),
      ];
    },
    RestoreDBInstanceToPointInTime: (input: Restored, call: Call) => {
      const { TargetDBInstanceIdentifier: target = '*' } = input;
      return [arnOf(world, call.region, target), sourceArn(store, input, call.region), ...groups(input, call)];
    },
    CreateDBInstanceReadReplica: (input: Restored, call: Call) => {
      const { SourceDBInstanceIdentifier: source = '*' } = input;
      const from = source.startsWith('arn:') ? source : arnOf(world, call.region, source);
      return [...instance(input, call), from, arn(call, 'subgrp', input.DBSubnetGroupName ?? 'default')];
    },
    DeleteDBInstance: instance,
    PromoteReadReplica: instance,
    RebootDBInstance: instance,
    StopDBInstance: instance,
    StartDBInstance: instance,
    ModifyDBInstance: instance,
    ListTagsForResource: tagged,
    AddTagsToResource: tagged,
    RemoveTagsFromResource: tagged,
  };
}

/** (I) A source that is named by its immutable id is judged by the ARN that it has now. */
function sourceArn({ world, instances }: Store, input: Restored, region: string): string {
  const { SourceDBInstanceIdentifier: name, SourceDbiResourceId: id } = input;
  const found = id === undefined ? undefined : [...instances.values()].find(({ resourceId }) => resourceId === id);
  return found?.arn ?? arnOf(world, region, name ?? '*');
}

/**
 * Tags at creation need rds:AddTagsToResource, and a password that RDS manages needs what UserGuide/rds-secrets-manager.html
 * lists under the permissions that are required.
 */
export function needsOf(world: World): Readonly<Record<string, Needs['of']>> {
  const restored = (input: Restored, call: Call): Need[] => {
    const name = input.TargetDBInstanceIdentifier ?? input.DBInstanceIdentifier ?? '*';
    const own = (service: string, rest: string) => `arn:aws:${service}:${call.region}:${world.account}:${rest}`;
    const secret = [own('secretsmanager', 'secret:rds!db-new-000000')];
    return [
      ...(input.Tags?.length
        ? [{ action: 'rds:AddTagsToResource', resources: [arnOf(world, call.region, name)] }]
        : []),
      ...(input.ManageMasterUserPassword === true
        ? [
            { action: 'secretsmanager:CreateSecret', resources: secret },
            { action: 'secretsmanager:TagResource', resources: secret },
            { action: 'kms:DescribeKey', resources: [own('kms', 'key/aws-secretsmanager')] },
          ]
        : []),
    ];
  };
  return {
    RestoreDBInstanceFromDBSnapshot: restored,
    RestoreDBInstanceToPointInTime: restored,
    CreateDBInstance: restored,
    CreateDBInstanceReadReplica: restored,
    ...clusterNeeds(world),
    ...snapshotNeeds(world),
    ...groupNeeds(world),
    ...globalNeeds(world),
  };
}
