import type { DeleteDBInstanceCommandInput, DeleteDBInstanceCommandOutput } from '@aws-sdk/client-rds';
import { type Call, notSimulated } from '../../../call.ts';
import { goDown, holding } from '../background.ts';
import { leaveCluster } from '../clusters/lead.ts';
import { addEvent } from '../events.ts';
import { invalidCombination, invalidState } from '../faults.ts';
import { beginSnapshot, fillSnapshot } from '../snapshots/create-snapshot.ts';
import { newName } from '../snapshots/keep.ts';
import type { Kept } from '../snapshots/snapshot.ts';
import { findInstance, type Store, setStatus } from '../store.ts';
import type { RestoreScene } from './enrol.ts';
import type { Instance } from './instance.ts';
import { endReplication, setReplication } from './replication.ts';
import { shown } from './shown.ts';

const broken = ['failed', 'incompatible-restore', 'incompatible-network'];

/**
 * API_DeleteDBInstance. With it go its automated backups and the secret that RDS manages for it. An instance may be deleted while
 * it is being made (I).
 */
export const deleteDbInstance =
  (store: Store, scene: RestoreScene) =>
  (input: DeleteDBInstanceCommandInput, call: Call): Omit<DeleteDBInstanceCommandOutput, '$metadata'> => {
    const { DeleteAutomatedBackups: dropsBackups = true, FinalDBSnapshotIdentifier: id } = input;
    const { region } = call;
    const instance = findInstance(store, region, input.DBInstanceIdentifier);
    checkFinal(instance, input);
    requireFree(instance);
    if (!dropsBackups) throw notSimulated('rds:DeleteDBInstance with automated backups that are retained');
    if (id !== undefined) store.keys.require(instance.kmsKey);
    const wanted = id === undefined ? undefined : newName(store, { sort: 'snapshot', region, id });
    const tags = instance.copiesTags ? instance.tags : {};
    const snapshot = wanted && beginSnapshot(store, instance, { id: wanted, type: 'manual', tags });
    setStatus(store, instance, 'deleting');
    vanish(store, instance, { snapshot: snapshot || undefined, scene }).catch(() =>
      setStatus(store, instance, 'failed'),
    );
    return { DBInstance: shown(instance) };
  };

/** API_DeleteDBInstance: whether a final snapshot is taken has to be said, except of what has none of its own. */
function checkFinal({ status, source, cluster }: Instance, input: DeleteDBInstanceCommandInput): void {
  const { SkipFinalSnapshot: isSkipped = false, FinalDBSnapshotIdentifier: id } = input;
  if (isSkipped && id !== undefined)
    throw invalidCombination('FinalDBSnapshotIdentifier cannot be given when SkipFinalSnapshot is true.');
  if (id !== undefined && (source !== undefined || cluster !== undefined))
    throw invalidCombination('FinalDBSnapshotIdentifier cannot be given for a read replica or a member of a cluster.');
  if (isSkipped || cluster !== undefined) return;
  if (id === undefined)
    throw invalidCombination('FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.');
  if (broken.includes(status)) throw invalidState(`No final snapshot can be taken of an instance that is ${status}.`);
}

function requireFree({ id, deletionProtection, status }: Instance): void {
  if (deletionProtection)
    throw invalidCombination('Cannot delete protected DB Instance, please disable deletion protection and try again.');
  if (status === 'deleting') throw invalidState(`Instance ${id} is already being deleted.`);
}

type Last = Readonly<{ snapshot: Kept | undefined; scene: RestoreScene }>;

async function vanish(store: Store, instance: Instance, { snapshot, scene }: Last): Promise<void> {
  const { clock, awsTime } = store.world;
  if (snapshot !== undefined) await fillSnapshot(store, instance, { snapshot, scene });
  goDown(store, instance);
  await clock.sleep(awsTime(instance.durations.deleteSeconds));
  await leaveReplicas(store, instance);
  await leaveCluster(store, instance, scene);
  const { database, masterSecret } = instance;
  if (database !== undefined) await holding(clock, () => scene.engine?.discard(database));
  if (masterSecret !== undefined) store.secrets.removeSecret(masterSecret.arn);
  addEvent(store, instance, { event: 'RDS-EVENT-0003' });
  instance.door.become('shut');
  endReplication(store, instance);
  store.instances.delete(instance.arn);
  dropBackups(store, instance);
}

/** UserGuide/USER_DeleteInstance: replicas in the same Region are promoted; of PostgreSQL's in others the replication is `terminated`. */
async function leaveReplicas(store: Store, source: Instance): Promise<void> {
  for (const arn of source.replicas) {
    const replica = store.instances.get(arn);
    if (replica === undefined || replica.status === 'creating') continue;
    if (replica.region !== source.region) {
      setReplication(store, replica, 'terminated');
      continue;
    }
    await holding(store.world.clock, () => replica.database?.promote());
    replica.isPromoted = true;
    endReplication(store, replica);
  }
}

function dropBackups({ snapshots }: Store, { resourceId }: Instance): void {
  for (const { arn, type, source } of snapshots.values())
    if (type === 'automated' && source.resourceId === resourceId) snapshots.delete(arn);
}
