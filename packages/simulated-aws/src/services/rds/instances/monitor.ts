import { holding } from '../background.ts';
import { followedRegion } from '../global/followed-region.ts';
import type { Store } from '../store.ts';
import type { Instance } from './instance.ts';
import { isFed, setReplication } from './replication.ts';

const everySeconds = 60;

/**
 * Once a minute: metrics into the instance's own Region, and the state of its replication. (I) A source that two looks in
 * a row found silent makes the replication `error` (PostgreSQL's own wal_receiver_timeout is 60 s), and one look that
 * finds it there makes it `replicating` again. `terminated`, here by the deletion of the
 * source alone: after 30 days it is not modelled.
 */
export function monitor(store: Store, instance: Instance): void {
  const { clock, awsTime } = store.world;
  let hungryLooks = 0;
  const tick = (): void => {
    if (!store.instances.has(instance.arn)) return;
    clock.after(awsTime(everySeconds), tick);
    if (instance.status === 'creating') return;
    hungryLooks = instance.source === undefined || isFed(store, instance) ? 0 : hungryLooks + 1;
    if (hungryLooks !== 1) setReplication(store, instance, hungryLooks === 0 ? 'replicating' : 'error');
    look(store, instance).catch(() => publishUnknown(store, instance));
  };
  clock.after(awsTime(everySeconds), tick);
}

async function look(store: Store, instance: Instance): Promise<void> {
  if (!instance.isServing) return;
  publish(store, instance, { name: 'DatabaseConnections', unit: 'Count', value: instance.door.connections() });
  if (instance.source !== undefined) await publishLag(store, instance);
  if (instance.cluster !== undefined) await publishGlobalLag(store, instance);
}

type Measurement = Readonly<{ name: string; unit: string; value: number; dimensions?: Record<string, string> }>;

function publish(store: Store, instance: Instance, { name, unit, value, ...measured }: Measurement): void {
  const { dimensions = { DBInstanceIdentifier: instance.id } } = measured;
  const at = store.world.clock.now();
  store.cloudwatch.record({ region: instance.region, namespace: 'AWS/RDS', name, dimensions, value, at, unit });
}

/** PostgreSQL's lag grows for ever when the source is dead, and is false while it is idle; -1 is no lag at all. */
async function publishLag(store: Store, replica: Instance): Promise<void> {
  const lag = await holding(store.world.clock, () => replica.database?.replicaLagSeconds());
  if (replica.source !== undefined) publish(store, replica, { name: 'ReplicaLag', unit: 'Seconds', value: lag ?? -1 });
}

/**
 * AuroraUserGuide/Aurora.AuroraMonitoring.Metrics: of secondary clusters only, in milliseconds; here as the first of its instances
 * finds it, and nothing where it is not known.
 */
async function publishGlobalLag(store: Store, member: Instance): Promise<void> {
  const source = followedRegion(store, member);
  if (source === undefined) return;
  const lag = await holding(store.world.clock, () => member.database?.replicaLagSeconds());
  if (lag === undefined) return;
  const dimensions = { DBClusterIdentifier: member.cluster ?? '', SourceRegion: source };
  for (const name of ['AuroraGlobalDBReplicationLag', 'AuroraGlobalDBRPOLag'])
    publish(store, member, { name, unit: 'Milliseconds', value: lag * 1000, dimensions });
}

const publishUnknown = (store: Store, instance: Instance): void =>
  publish(store, instance, { name: 'ReplicaLag', unit: 'Seconds', value: -1 });
