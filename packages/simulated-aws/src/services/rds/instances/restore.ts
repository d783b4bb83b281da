import type {
  RestoreDBInstanceFromDBSnapshotCommandInput as FromSnapshot,
  RestoreDBInstanceToPointInTimeCommandInput as ToPointInTime,
} from '@aws-sdk/client-rds';
import { AwsFault, type Call, notSimulated } from '../../../call.ts';
import { holding } from '../background.ts';
import { addEvent } from '../events.ts';
import { invalidCombination } from '../faults.ts';
import { findSnapshot, requireUsable } from '../snapshots/keep.ts';
import { findByResourceId, findInstance, type Store } from '../store.ts';
import type { Surroundings } from './enrol.ts';
import type { Instance } from './instance.ts';
import { makeCopy, openSnapshot } from './make-copy.ts';

/** Of an original of which nobody said the class. */
const usualClass = 'db.t4g.medium';

/** API_RestoreDBInstanceFromDBSnapshot: always a new instance; a snapshot of another account that is encrypted is refused. */
export const restoreFromSnapshot = (store: Store, surroundings: Surroundings) => (input: FromSnapshot, call: Call) => {
  const { DBSnapshotIdentifier: id, DBInstanceIdentifier: name = '' } = input;
  const snapshot = findSnapshot(store, { sort: 'snapshot', region: call.region, id });
  requireUsable(snapshot);
  if (snapshot.type === 'shared' && snapshot.kmsKey !== undefined)
    throw invalidCombination('An encrypted shared snapshot has to be copied before it can be restored.');
  store.keys.use(snapshot.kmsKey, call);
  const { content, tags, kmsKey, source } = snapshot;
  const made = (): void => addEvent(store, snapshot, { event: 'RDS-EVENT-0043', words: [snapshot.id] });
  const { instanceClass = usualClass } = source;
  const origin = { ...source, instanceClass, open: openSnapshot(content), tags, kmsKey, made };
  return makeCopy(store, { name: name.toLowerCase(), region: call.region, input, origin }, surroundings);
};

/**
 * API_RestoreDBInstanceToPointInTime. The simulation restores what the source holds now, and says so where the time asked for is
 * another one than the latest: replaying the log to a moment is not modelled.
 */
export const restoreToPointInTime =
  (store: Store, surroundings: Surroundings) => async (input: ToPointInTime, call: Call) => {
    const { RestoreTime: time, UseLatestRestorableTime: latest = false, TargetDBInstanceIdentifier: name = '' } = input;
    if (latest === (time !== undefined))
      throw invalidCombination('Give RestoreTime or UseLatestRestorableTime, one of them.');
    if (time !== undefined) throw notSimulated('rds:RestoreDBInstanceToPointInTime with RestoreTime');
    const source = sourceOf(store, call.region, input);
    if (source.backupRetentionDays === 0)
      throw new AwsFault('PointInTimeRestoreNotEnabledFault', `${source.id} has no automated backups.`);
    const { engine } = surroundings.scene;
    const { database } = source;
    const content =
      database === undefined ? undefined : await holding(store.world.clock, () => engine?.takeSnapshot(database));
    store.keys.use(source.kmsKey, call);
    const event = { event: 'RDS-EVENT-0019', words: [source.id, name.toLowerCase()] } as const;
    const origin = { ...source, open: openSnapshot(content), made: (copy: Instance) => addEvent(store, copy, event) };
    return makeCopy(store, { name: name.toLowerCase(), region: call.region, input, origin }, surroundings);
  };

function sourceOf(store: Store, region: string, input: ToPointInTime): Instance {
  const { SourceDBInstanceIdentifier: id, SourceDbiResourceId: resourceId } = input;
  if ((id === undefined) === (resourceId === undefined))
    throw invalidCombination('Give SourceDBInstanceIdentifier or SourceDbiResourceId, one of them.');
  return resourceId === undefined ? findInstance(store, region, id) : findByResourceId(store, region, resourceId);
}
