import type { RebootDBInstanceCommandInput, RebootDBInstanceCommandOutput } from '@aws-sdk/client-rds';
import type { Call } from '../../../call.ts';
import { comeUp, goDown, holding, inBackground } from '../background.ts';
import { addEvent } from '../events.ts';
import { invalidCombination } from '../faults.ts';
import { findInstance, type Store, setStatus } from '../store.ts';
import type { Instance } from './instance.ts';
import { requireAvailable } from './require-available.ts';
import { shown } from './shown.ts';

/**
 * docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_RebootInstance.html. With ForceFailover the server is lost without a
 * shutdown and comes back in the other zone, which the description shows only after a while. Soon
 * after another a forced failover is abandoned.
 */
export const rebootDbInstance =
  (store: Store) =>
  (input: RebootDBInstanceCommandInput, call: Call): Omit<RebootDBInstanceCommandOutput, '$metadata'> => {
    const instance = findInstance(store, call.region, input.DBInstanceIdentifier);
    requireAvailable(instance);
    const isFailover = input.ForceFailover === true;
    if (isFailover && !instance.multiAz)
      throw invalidCombination('Cannot specify ForceFailover when the instance is not configured for MultiAZ.');
    setStatus(store, instance, 'rebooting');
    if (isFailover && isTooSoon(store, instance)) {
      inBackground(store, instance, () => abandon(store, instance));
      return { DBInstance: shown(instance) };
    }
    goDown(store, instance);
    inBackground(store, instance, () => (isFailover ? failOver(store, instance) : restart(store, instance, false)));
    return { DBInstance: shown(instance) };
  };

const isTooSoon = ({ world: { clock, awsTime } }: Store, { failedOverAt, durations }: Instance): boolean =>
  failedOverAt !== undefined && clock.now() - failedOverAt < awsTime(durations.failoverRestSeconds);

/** The call succeeds, and nothing comes of it but an event (RDS-EVENT-0034). (I) The server goes on all the while. */
async function abandon(store: Store, instance: Instance): Promise<void> {
  const { clock, awsTime } = store.world;
  await clock.sleep(awsTime(instance.durations.statusLagSeconds));
  addEvent(store, instance, { event: 'RDS-EVENT-0034' });
  setStatus(store, instance, 'available');
}

async function failOver(store: Store, instance: Instance): Promise<void> {
  addEvent(store, instance, { event: 'RDS-EVENT-0013' });
  await restart(store, instance, true);
  addEvent(store, instance, { event: 'RDS-EVENT-0049' });
  const { clock, awsTime } = store.world;
  instance.failedOverAt = clock.now();
  clock.after(awsTime(instance.durations.zoneLagSeconds), () => swapZones(instance));
}

async function restart(store: Store, instance: Instance, isFailover: boolean): Promise<void> {
  const { clock, awsTime } = store.world;
  const { rebootSeconds, failoverSeconds } = instance.durations;
  await holding(clock, () => (isFailover ? instance.database?.crash() : instance.database?.stop()));
  await clock.sleep(awsTime(isFailover ? failoverSeconds : rebootSeconds));
  await holding(clock, () => instance.database?.start());
  instance.parameterStatus = 'in-sync';
  comeUp(store, instance);
  addEvent(store, instance, { event: 'RDS-EVENT-0006' });
  setStatus(store, instance, 'available');
}

function swapZones(instance: Instance): void {
  const { zone, secondaryZone } = instance;
  if (secondaryZone === undefined) return;
  instance.zone = secondaryZone;
  instance.secondaryZone = zone;
}
