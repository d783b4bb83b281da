import type { PromoteReadReplicaCommandInput, PromoteReadReplicaCommandOutput } from '@aws-sdk/client-rds';
import type { Call } from '../../../call.ts';
import { comeUp, goDown, holding, inBackground, untilAfter } from '../background.ts';
import { addEvent } from '../events.ts';
import { invalidState, invalidValue } from '../faults.ts';
import { findInstance, type Store, setStatus } from '../store.ts';
import { backUp } from './backup.ts';
import type { Instance } from './instance.ts';
import { endReplication } from './replication.ts';
import { requireAvailable } from './require-available.ts';
import { shown } from './shown.ts';

/**
 * docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_PromoteReadReplica.html. Irreversible. The status changes only
 * after a while, then `modifying`, `rebooting` (no connections; here the server leaves recovery), `available`, and
 * `backing-up` when backups are on. A second call meanwhile is refused like any other change.
 */
export const promoteReadReplica =
  (store: Store) =>
  (input: PromoteReadReplicaCommandInput, call: Call): Omit<PromoteReadReplicaCommandOutput, '$metadata'> => {
    const instance = findInstance(store, call.region, input.DBInstanceIdentifier);
    if (instance.source === undefined || instance.isPromoted)
      throw invalidState(`DB Instance ${instance.id} is not a read replica.`);
    requireAvailable(instance);
    const backups = backupsOf(input, instance);
    instance.isPromoted = true;
    inBackground(store, instance, async () => {
      await promote(store, instance, backups);
      backUp(store, instance);
    });
    return { DBInstance: shown(instance) };
  };

type Backups = Readonly<{ days: number; window: string }>;

function backupsOf(input: PromoteReadReplicaCommandInput, instance: Instance): Backups {
  const days = input.BackupRetentionPeriod ?? 1;
  if (!Number.isInteger(days) || days < 0 || days > 35) throw invalidValue(`Invalid backup retention period: ${days}.`);
  if (days === 0 && instance.replicas.size > 0) throw invalidValue('A source of read replicas must keep its backups.');
  return { days, window: input.PreferredBackupWindow ?? instance.backupWindow };
}

async function promote(store: Store, instance: Instance, backups: Backups): Promise<void> {
  const { statusLagSeconds, promotionSeconds, promotionRebootSeconds, sourceShownSeconds } = instance.durations;
  const { clock, awsTime } = store.world;
  const until = untilAfter(store, clock.now());
  const rebootAt = Math.max(statusLagSeconds, promotionSeconds - promotionRebootSeconds);
  const forget = () => endReplication(store, instance);
  // (I) No page names an event for a promotion; that the stream has ended is told for every other reason.
  const tellEnd = () => addEvent(store, instance, { event: 'RDS-EVENT-0057' });
  if (sourceShownSeconds !== undefined) clock.after(awsTime(sourceShownSeconds), forget);

  await until(statusLagSeconds);
  setStatus(store, instance, 'modifying');
  await until(rebootAt);
  setStatus(store, instance, 'rebooting');
  goDown(store, instance);
  tellEnd();
  await holding(clock, () => instance.database?.promote());
  await until(rebootAt + promotionRebootSeconds);
  instance.backupRetentionDays = backups.days;
  instance.backupWindow = backups.window;
  if (sourceShownSeconds === undefined) forget();
  comeUp(store, instance);
  addEvent(store, instance, { event: 'RDS-EVENT-0006' });
  setStatus(store, instance, 'available');
}
