import type {
  DeleteDBClusterSnapshotCommandInput as DeleteClusterSnapshot,
  DeleteDBSnapshotCommandInput as DeleteSnapshot,
} from '@aws-sdk/client-rds';
import { AwsFault, type Call } from '../../../call.ts';
import { addEvent } from '../events.ts';
import type { Store } from '../store.ts';
import { findSnapshot, keptOf, words } from './keep.ts';
import { type Kept, shownClusterSnapshot, shownSnapshot } from './snapshot.ts';

/** API_DeleteDBSnapshot: manual ones only; RDS itself deletes automated ones. */
export const deleteDbSnapshot = (store: Store) => (input: DeleteSnapshot, call: Call) => {
  const at = { sort: 'snapshot', region: call.region, id: input.DBSnapshotIdentifier } as const;
  const removed = remove(store, findSnapshot(store, at));
  if (removed.status === 'available') addEvent(store, removed, { event: 'RDS-EVENT-0041' });
  return { DBSnapshot: { ...shownSnapshot(removed), Status: 'deleted' } };
};

/** A copy under way may be deleted: that is how it is cancelled. */
function remove(store: Store, snapshot: Kept): Kept {
  const { sort, id, status, copiedFrom } = snapshot;
  if (snapshot.type !== 'manual')
    throw new AwsFault(words[sort].badState, `Only manual snapshots may be deleted: ${id} is ${snapshot.type}.`);
  if (status === 'creating' && copiedFrom === undefined)
    throw new AwsFault(words[sort].badState, `${id} is in ${status} state.`);
  keptOf(store, sort).delete(snapshot.arn);
  return snapshot;
}

export const deleteDbClusterSnapshot = (store: Store) => (input: DeleteClusterSnapshot, call: Call) => {
  const at = { sort: 'cluster-snapshot', region: call.region, id: input.DBClusterSnapshotIdentifier } as const;
  return { DBClusterSnapshot: { ...shownClusterSnapshot(remove(store, findSnapshot(store, at))), Status: 'deleted' } };
};
