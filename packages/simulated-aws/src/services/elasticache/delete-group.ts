import type { DeleteReplicationGroupMessage, DeleteReplicationGroupResult } from '@aws-sdk/client-elasticache';
import { AwsFault, type Call } from '../../call.ts';
import { takeSnapshot } from './change-snapshots.ts';
import { durations } from './durations.ts';
import { globalOf, requireAvailable, requireGroup } from './faults.ts';
import { shownGroup } from './shown.ts';
import { later, type Store, setStatus } from './store.ts';

/** With a last snapshot it takes as much longer. A member of a global datastore stays. */
export const deleteReplicationGroup =
  (store: Store) =>
  (input: DeleteReplicationGroupMessage, call: Call): DeleteReplicationGroupResult => {
    const group = requireAvailable(requireGroup(store, input.ReplicationGroupId, call));
    if (globalOf(store, group) !== undefined)
      throw new AwsFault(
        'InvalidReplicationGroupStateFault',
        `Replication group ${group.id} is a member of a global datastore.`,
      );
    const { FinalSnapshotIdentifier: last } = input;
    if (last !== undefined) takeSnapshot(store, last, { group });
    setStatus(store, group, 'deleting');
    const seconds = durations.delete + (last === undefined ? 0 : durations.snapshot);
    later(store, group, [seconds, () => void store.groups.splice(store.groups.indexOf(group), 1)]);
    return { ReplicationGroup: shownGroup(store, group) };
  };
