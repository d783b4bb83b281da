import type { DescribeSnapshotsCommandInput, DescribeSnapshotsCommandOutput } from '@aws-sdk/client-ec2';
import { type Call, notSimulated } from '../../call.ts';
import { type Filterable, meetsAll } from './filters.ts';
import { pageOfThings, pageSize, requireThings } from './look-up.ts';
import { type StoredSnapshot, shown, snapshotKind } from './snapshot.ts';
import type { Store } from './store.ts';

const operation = 'ec2:DescribeSnapshots';
const filterable: Filterable<StoredSnapshot> = {
  operation,
  texts: {
    status: ({ state }) => [state],
    'volume-id': ({ volumeId }) => [volumeId],
    'snapshot-id': ({ id }) => [id],
  },
};

/** An id that does not exist is an error; a filter that nothing meets is an empty list. */
export const describeSnapshots =
  ({ world, snapshots }: Store) =>
  (input: DescribeSnapshotsCommandInput, { region }: Call): Omit<DescribeSnapshotsCommandOutput, '$metadata'> => {
    requireOwn(input, world.account);
    const { SnapshotIds: ids = [], Filters: filters = [] } = input;
    const size = pageSize(snapshotKind, { ...input, ids });
    const own = snapshots.filter((snapshot) => snapshot.region === region);
    const named = ids.length === 0 ? own : requireThings(snapshotKind, own, ids);
    const found = named.filter(meetsAll(filters, filterable));
    const { items, next } = pageOfThings(found, size, input.NextToken);
    return { Snapshots: items.map((snapshot) => shown(snapshot, world)), NextToken: next };
  };

/** Without an owner AWS also shows what others have made public. */
function requireOwn({ OwnerIds = [], SnapshotIds = [] }: DescribeSnapshotsCommandInput, account: string): void {
  const other = OwnerIds.find((owner) => owner !== 'self' && owner !== account);
  if (other !== undefined) throw notSimulated(`${operation} of the owner ${other}`);
  if (OwnerIds.length === 0 && SnapshotIds.length === 0)
    throw notSimulated(`${operation} without OwnerIds: public snapshots of others`);
}
