import { holding } from '../background.ts';
import type { Store } from '../store.ts';
import type { Instance } from './instance.ts';
import { isFed, setReplication } from './replication.ts';

const everySeconds = 60;

type Measurement = Readonly<{ name: string; unit: string; value: number }>;

const publish = (store: Store, instance: Instance, { name, unit, value }: Measurement): void => {
  const dimensions = { DBInstanceIdentifier: instance.id };
  const at = store.world.clock.now();
  store.cloudwatch.record({ region: instance.region, namespace: 'AWS/RDS', name, dimensions, value, at, unit });
};

/** PostgreSQL's lag grows for ever when the source is dead, and is false while it is idle; -1 is no lag at all. */
const publishLag = async (store: Store, replica: Instance): Promise<void> => {
  const lag = await holding(store.world.clock, () => replica.database?.replicaLagSeconds());
  if (replica.source !== undefined) publish(store, replica, { name: 'ReplicaLag', unit: 'Seconds', value: lag ?? -1 });
};

const look = async (store: Store, instance: Instance): Promise<void> => {
  if (!instance.isServing) return;
  publish(store, instance, { name: 'DatabaseConnections', unit: 'Count', value: instance.door.connections() });
  if (instance.source !== undefined) await publishLag(store, instance);
};

/**
 * Once a minute: metrics into the instance's own Region, and the state of its replication. (I) A source that two looks in
 * a row found silent makes the replication `error` (PostgreSQL's own wal_receiver_timeout is 60 s), and one look that
 * finds it there makes it `replicating` again. `terminated`, after 30 days, is not modelled.
 */
export const monitor = (store: Store, instance: Instance): void => {
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
};

const publishUnknown = (store: Store, instance: Instance): void =>
  publish(store, instance, { name: 'ReplicaLag', unit: 'Seconds', value: -1 });
