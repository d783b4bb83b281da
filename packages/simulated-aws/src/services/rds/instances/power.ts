import type {
  StartDBInstanceCommandInput,
  StartDBInstanceCommandOutput,
  StopDBInstanceCommandInput,
  StopDBInstanceCommandOutput,
} from '@aws-sdk/client-rds';
import { AwsFault, type Call } from '../../../call.ts';
import { comeUp, goDown, holding, inBackground } from '../background.ts';
import { addEvent } from '../events.ts';
import { invalidState } from '../faults.ts';
import { findInstance, type Store, setStatus } from '../store.ts';
import type { Instance, InstanceStatus } from './instance.ts';
import { requireAvailable } from './require-available.ts';
import { shown } from './shown.ts';

const sevenDays = 7 * 24 * 3600;

/** As a scene finds it: in this status, whatever calls would have led there. What is stopped has stopped its server, and starts by itself. */
export function putStatus(store: Store, instance: Instance, status: InstanceStatus): void {
  if (status !== 'stopped') {
    setStatus(store, instance, status);
    return;
  }
  goDown(store, instance);
  haltUntilRestart(store, instance);
  inBackground(store, instance, async () => {
    await holding(store.world.clock, () => instance.database?.stop());
  });
}

/** It is stopped, for seven days at most. */
function haltUntilRestart(store: Store, instance: Instance): void {
  const { clock, awsTime } = store.world;
  const restartsAt = clock.now() + awsTime(sevenDays);
  instance.restartsAt = restartsAt;
  setStatus(store, instance, 'stopped');
  clock.after(awsTime(sevenDays), () => {
    if (instance.restartsAt !== restartsAt) return;
    addEvent(store, instance, { event: 'RDS-EVENT-0154' });
    powerUp(store, instance);
  });
}

function powerUp(store: Store, instance: Instance): void {
  const { clock, awsTime } = store.world;
  instance.restartsAt = undefined;
  setStatus(store, instance, 'starting');
  inBackground(store, instance, async () => {
    await clock.sleep(awsTime(instance.durations.startSeconds));
    await holding(clock, () => instance.database?.start());
    comeUp(store, instance);
    addEvent(store, instance, { event: 'RDS-EVENT-0088' });
    setStatus(store, instance, 'available');
  });
}

/**
 * docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html: neither an instance that has a read replica nor
 * one that is a read replica can be stopped; after seven days RDS starts it again by itself. Which of the documented
 * errors answers is (I): StopDBInstance has no other for it.
 */
export const stopDbInstance =
  (store: Store) =>
  (input: StopDBInstanceCommandInput, call: Call): Omit<StopDBInstanceCommandOutput, '$metadata'> => {
    const instance = findInstance(store, call.region, input.DBInstanceIdentifier);
    if (instance.cluster !== undefined)
      throw new AwsFault('InvalidDBClusterStateFault', `${instance.id} is a member of a cluster.`);
    if (instance.source !== undefined)
      throw invalidState(`DB Instance ${instance.id} is a read replica and can't be stopped.`);
    if (instance.replicas.size > 0)
      throw invalidState(`DB Instance ${instance.id} has a read replica and can't be stopped.`);
    requireAvailable(instance);
    setStatus(store, instance, 'stopping');
    inBackground(store, instance, () => powerDown(store, instance));
    return { DBInstance: shown(instance) };
  };

async function powerDown(store: Store, instance: Instance): Promise<void> {
  const { clock, awsTime } = store.world;
  goDown(store, instance);
  await holding(clock, () => instance.database?.stop());
  await clock.sleep(awsTime(instance.durations.stopSeconds));
  addEvent(store, instance, { event: 'RDS-EVENT-0087' });
  haltUntilRestart(store, instance);
}

export const startDbInstance =
  (store: Store) =>
  (input: StartDBInstanceCommandInput, call: Call): Omit<StartDBInstanceCommandOutput, '$metadata'> => {
    const instance = findInstance(store, call.region, input.DBInstanceIdentifier);
    if (instance.status !== 'stopped' || instance.isBusy)
      throw invalidState(`Instance ${instance.id} is not stopped, hence it cannot be started.`);
    store.keys.require(instance.kmsKey);
    powerUp(store, instance);
    return { DBInstance: shown(instance) };
  };
