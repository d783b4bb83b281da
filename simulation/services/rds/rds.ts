import type { DBInstance } from '@aws-sdk/client-rds';
import type { Call } from '../../call.ts';
import type { SimulatedService } from '../../service.ts';
import type { World } from '../../world.ts';
import type { MetricSink } from '../cloudwatch/cloudwatch.ts';
import { addInstance, createRegionNames, type InstanceSpec } from './add-instance.ts';
import { describeDbInstances, listTagsForResource } from './describe.ts';
import { describeEvents } from './events.ts';
import { modifyDbInstance } from './modify.ts';
import { startDbInstance, stopDbInstance } from './power.ts';
import { promoteReadReplica } from './promote.ts';
import { rebootDbInstance } from './reboot.ts';
import { shown } from './shown.ts';
import { addGroup, arnOf, findInstance, type Store } from './store.ts';

type Named = Readonly<{ DBInstanceIdentifier?: string | undefined }>;

/** docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html: all on `db`, events on `*`. */
const resourcesOf = (world: World) => {
  const instance = (input: Named, call: Call) => [arnOf(world, call.region, input.DBInstanceIdentifier ?? '*')];
  const described = ({ DBInstanceIdentifier: id = '*' }: Named, call: Call) =>
    id.startsWith('arn:') ? [id] : [arnOf(world, call.region, id)];
  return {
    DescribeDBInstances: described,
    PromoteReadReplica: instance,
    RebootDBInstance: instance,
    StopDBInstance: instance,
    StartDBInstance: instance,
    ModifyDBInstance: instance,
    ListTagsForResource: ({ ResourceName = '*' }: { ResourceName?: string }) => [ResourceName],
  };
};

export type Rds = SimulatedService &
  Readonly<{
    addInstance: (spec: InstanceSpec) => Readonly<{ arn: string; address: string; resourceId: string }>;
    /** A VPC security group, of which RDS only cares whether it lets clients in. */
    addSecurityGroup: (group: { id: string; region: string; open: boolean }) => void;
    /** As DescribeDBInstances would show it now, without a call. */
    inspect: (at: { region: string; id: string }) => DBInstance;
  }>;

/**
 * RDS for PostgreSQL, after docs.aws.amazon.com/AmazonRDS/latest/UserGuide (USER_ReadRepl, USER_RebootInstance,
 * USER_StopInstance, accessing-monitoring, USER_Events.Messages) and its API reference: read replicas and their promotion,
 * reboot with and without failover, stop and start, backup retention and VPC security groups, events, metrics. What was
 * called shows in the status only after `statusLagSeconds`. The data plane is a Database behind the endpoint.
 * Creation, deletion, snapshots, restore, parameter and subnet groups, Aurora, maintenance windows, managed passwords and
 * every operation that is not named here are not modelled: NotSimulated.
 */
export const createRds = (world: World, { cloudwatch }: { cloudwatch: MetricSink }): Rds => {
  const store: Store = { world, cloudwatch, instances: new Map(), groups: new Map(), events: [] };
  return {
    name: 'rds',
    operations: {
      DescribeDBInstances: describeDbInstances(store),
      PromoteReadReplica: promoteReadReplica(store),
      RebootDBInstance: rebootDbInstance(store),
      StopDBInstance: stopDbInstance(store),
      StartDBInstance: startDbInstance(store),
      ModifyDBInstance: modifyDbInstance(store),
      DescribeEvents: describeEvents(store),
      ListTagsForResource: listTagsForResource(store),
    },
    resources: resourcesOf(world),
    addInstance: addInstance(store, createRegionNames(world.random)),
    addSecurityGroup: (group) => addGroup(store, group),
    inspect: ({ region, id }) => shown(findInstance(store, region, id)),
  };
};
