import type { DescribeSnapshotsCommandInput, DescribeSnapshotsCommandOutput } from '@aws-sdk/client-elasticache';
import { type Call, notSimulated } from '../../call.ts';
import { invalidValue, requireSnapshot } from './faults.ts';
import { pageOfRecords } from './paging.ts';
import { type SnapshotSpec, shown } from './snapshot.ts';
import { nodesOf, type Store } from './store.ts';

const operation = 'elasticache:DescribeSnapshots';
const largestPage = 50;

/**
 * A name that does not exist is an error; a replication group or a cluster without snapshots is an empty list. Of a cluster that is not known here, and
 * has none, AWS's answer depends on whether it exists.
 */
export const describeSnapshots =
  (store: Store) =>
  (input: DescribeSnapshotsCommandInput, call: Call): Omit<DescribeSnapshotsCommandOutput, '$metadata'> => {
    const { SnapshotName: name, CacheClusterId: cluster } = input;
    const isHere = ({ region }: { region: string }) => region === call.region;
    const here = store.snapshots.filter(isHere);
    if (name !== undefined) requireSnapshot(store, name, call);
    const known = [
      ...here.map(({ cacheClusterId }) => cacheClusterId),
      ...store.groups.filter(isHere).flatMap((group) => nodesOf(group).map(({ clusterId }) => clusterId)),
    ];
    if (cluster !== undefined && !known.includes(cluster))
      throw notSimulated(`${operation} of the cluster ${cluster}, which has none`);
    const { items, next } = pageOfRecords(here.filter(isAskedFor(input)), input, largestPage);
    return { Snapshots: items.map((snapshot) => shown(snapshot, store.world)), Marker: next };
  };

function isAskedFor(input: DescribeSnapshotsCommandInput): (snapshot: SnapshotSpec) => boolean {
  const source = sourceAsked(input.SnapshotSource);
  const { ReplicationGroupId: group, CacheClusterId: cluster, SnapshotName: name } = input;
  return (snapshot) =>
    (group === undefined || snapshot.replicationGroupId === group) &&
    (cluster === undefined || snapshot.cacheClusterId === cluster) &&
    (name === undefined || snapshot.name === name) &&
    (source === undefined || (snapshot.source ?? 'automated') === source);
}

/** Requests and answers do not use the same words for it. */
function sourceAsked(asked: string | undefined): SnapshotSpec['source'] {
  if (asked === undefined) return undefined;
  if (asked === 'system') return 'automated';
  if (asked === 'user') return 'manual';
  throw invalidValue(`Invalid value ${asked} for SnapshotSource. Must be system or user`);
}
