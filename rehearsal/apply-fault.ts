import type { SimulatedAws } from 'simulated-aws';
import type { DatabaseEngine } from 'simulated-aws/postgres/database.ts';
import type { Durations } from 'simulated-aws/services/rds/instances/durations.ts';
import type { RegionName } from '../shared/contracts/fields.ts';
import type { DeployedStack } from './deploy-stack.ts';
import { disableRules } from './detection/arm.ts';
import { type FaultName, faultOf } from './faults.ts';
import type { Landscape } from './landscape/build.ts';
import { instancesIn, servingBalancers } from './landscape/where.ts';

const lagSeconds = 3;

/** How RDS takes its time under this fault. */
export const durationsFor = (fault: FaultName): Partial<Durations> =>
  fault === 'slow-status' ? { statusLagSeconds: 60 } : {};

export type Scene = Readonly<{
  aws: SimulatedAws;
  engine: DatabaseEngine;
  landscape: Landscape;
  /** Where the service is before the run, and where Lifeboat is. */
  from: RegionName;
  standby: RegionName;
  stack: DeployedStack;
}>;

/** What must stand for a while before the Region is lost. */
export async function prepareFault(fault: FaultName, { aws, engine, landscape }: Scene): Promise<void> {
  if (fault !== 'replication-lag') return;
  for (const { replicas } of landscape.databases)
    for (const { server } of replicas) engine.delayReplication(server, lagSeconds);
  await aws.world.clock.sleep(lagSeconds * 1000);
}

/** The Region falls silent, and the databases in it are gone without a word. */
export async function loseRegion({ aws, landscape }: Pick<Scene, 'aws' | 'landscape'>, region: string): Promise<void> {
  aws.network.cut(region);
  for (const { server } of instancesIn(landscape, region)) await server.crash();
}

/** Breaks what the fault says. Resolves when it is broken. */
export async function applyFault(fault: FaultName, scene: Scene): Promise<void> {
  addRules(fault, scene.aws);
  const { strikes } = faultOf(fault);
  if (strikes === 'service') for (const balancer of servingBalancers(scene.landscape)) balancer.failTasks();
  if (strikes !== 'region') return;
  await troubleEvents(fault, scene);
  await loseRegion(scene, scene.from);
}

function addRules(fault: FaultName, { faults }: SimulatedAws): void {
  if (fault === 'throttled')
    for (const service of ['rds', 'ecs']) faults.add({ service, chance: 0.5, kind: { throttle: true } });
  if (fault === 'lost-answers')
    for (const operation of [
      'PromoteReadReplica',
      'UpdateService',
      'PutSecretValue',
      'ChangeResourceRecordSets',
      'PutObject',
    ])
      faults.add({ operation, role: 'Role', nth: 1, kind: 'after' });
}

/** What goes wrong with the events that should tell of it. */
async function troubleEvents(fault: FaultName, { aws, stack, standby }: Scene): Promise<void> {
  if (fault === 'duplicate-events') aws.events.setDuplicates({ copies: 2, chance: 1 });
  if (fault === 'alarm-region-down') await disableRules({ aws, stack, standby });
}
