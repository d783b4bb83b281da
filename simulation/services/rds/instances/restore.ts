import type {
  RestoreDBInstanceFromDBSnapshotCommandInput as FromSnapshot,
  RestoreDBInstanceToPointInTimeCommandInput as ToPointInTime,
} from '@aws-sdk/client-rds';
import { AwsFault, type Call, notSimulated } from '../../../call.ts';
import { onlyModelled } from '../../only-modelled.ts';
import { holding } from '../background.ts';
import { invalidCombination } from '../faults.ts';
import { snapshotNotFound } from '../snapshots/snapshots.ts';
import { findInstance, type Store } from '../store.ts';
import { copySettings, makeCopy, type Surroundings } from './make-copy.ts';

/** API_RestoreDBInstanceFromDBSnapshot: always a new instance; a snapshot of another account that is encrypted is refused. */
export const restoreFromSnapshot = (store: Store, surroundings: Surroundings) => (input: FromSnapshot, call: Call) => {
  onlyModelled('rds:RestoreDBInstanceFromDBSnapshot', input, [
    'DBInstanceIdentifier',
    'DBSnapshotIdentifier',
    ...copySettings,
  ]);
  const { DBSnapshotIdentifier: id = '', DBInstanceIdentifier: name = '' } = input;
  const snapshot = [...store.snapshots.values()].find(
    (one) => one.region === call.region && (one.arn === id || (one.type !== 'shared' && one.id === id)),
  );
  if (snapshot === undefined) throw snapshotNotFound(id);
  if (snapshot.status !== 'available')
    throw new AwsFault('InvalidDBSnapshotStateFault', `${id} is in ${snapshot.status} state.`);
  if (snapshot.type === 'shared' && snapshot.isEncrypted)
    throw invalidCombination('An encrypted shared snapshot has to be copied before it can be restored.');
  const { masterUsername, engineVersion } = snapshot.instance;
  const origin = { content: snapshot.content, masterUsername, engineVersion, tags: snapshot.tags };
  return makeCopy(store, { name: name.toLowerCase(), region: call.region, input, origin }, surroundings);
};

/**
 * API_RestoreDBInstanceToPointInTime. The simulation restores what the source holds now, and says so where the time asked for is
 * another one than the latest: replaying the log to a moment is not modelled.
 */
export const restoreToPointInTime =
  (store: Store, surroundings: Surroundings) => async (input: ToPointInTime, call: Call) => {
    const own = ['SourceDBInstanceIdentifier', 'TargetDBInstanceIdentifier', 'UseLatestRestorableTime', 'RestoreTime'];
    onlyModelled('rds:RestoreDBInstanceToPointInTime', input, [...own, ...copySettings]);
    const { RestoreTime: time, UseLatestRestorableTime: latest = false, TargetDBInstanceIdentifier: name = '' } = input;
    if (latest === (time !== undefined))
      throw invalidCombination('Give RestoreTime or UseLatestRestorableTime, one of them.');
    if (time !== undefined) throw notSimulated('rds:RestoreDBInstanceToPointInTime with RestoreTime');
    const source = findInstance(store, call.region, input.SourceDBInstanceIdentifier);
    if (source.backupRetentionDays === 0)
      throw new AwsFault('PointInTimeRestoreNotEnabledFault', `${source.id} has no automated backups.`);
    const { engine } = surroundings.scene;
    const { database } = source;
    const content =
      database === undefined ? undefined : await holding(store.world.clock, () => engine?.takeSnapshot(database));
    const { masterUsername, engineVersion, tags } = source;
    const origin = { content, masterUsername, engineVersion, tags };
    const made = { name: name.toLowerCase(), region: call.region, input, origin };
    return makeCopy(store, made, surroundings);
  };
