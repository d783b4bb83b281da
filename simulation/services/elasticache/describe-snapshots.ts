import type { DescribeSnapshotsCommandInput, DescribeSnapshotsCommandOutput } from '@aws-sdk/client-elasticache';
import { AwsFault, type Call, notSimulated } from '../../call.ts';
import { onlyModelled } from '../only-modelled.ts';
import { pageOf } from '../page.ts';
import { type SnapshotSpec, type Store, shown } from './snapshot.ts';

const operation = 'elasticache:DescribeSnapshots';
const smallestPage = 20;
const largestPage = 50;

const invalid = (message: string): AwsFault => new AwsFault('InvalidParameterValueException', message);

/** Requests and answers do not use the same words for it. */
const sourceAsked = (asked: string | undefined): SnapshotSpec['source'] => {
  if (asked === undefined) return undefined;
  if (asked === 'system') return 'automated';
  if (asked === 'user') return 'manual';
  throw invalid(`Invalid value ${asked} for SnapshotSource. Must be system or user`);
};

const pageOfRecords = <T>(all: readonly T[], { MaxRecords = largestPage, Marker }: DescribeSnapshotsCommandInput) => {
  if (!Number.isInteger(MaxRecords) || MaxRecords < smallestPage || MaxRecords > largestPage)
    throw invalid(`Invalid value ${MaxRecords} for MaxRecords. Must be between 20 and 50`);
  const page = pageOf(all, MaxRecords, Marker);
  if (page === undefined) throw invalid('Invalid Marker.');
  return page;
};

const isAskedFor = (input: DescribeSnapshotsCommandInput): ((snapshot: SnapshotSpec) => boolean) => {
  const source = sourceAsked(input.SnapshotSource);
  const { ReplicationGroupId: group, CacheClusterId: cluster, SnapshotName: name } = input;
  return (snapshot) =>
    (group === undefined || snapshot.replicationGroupId === group) &&
    (cluster === undefined || snapshot.cacheClusterId === cluster) &&
    (name === undefined || snapshot.name === name) &&
    (source === undefined || (snapshot.source ?? 'automated') === source);
};

const members = ['CacheClusterId', 'Marker', 'MaxRecords', 'ReplicationGroupId', 'SnapshotName', 'SnapshotSource'];

/**
 * A name that does not exist is an error; a replication group without snapshots is an empty list. Clusters are not modelled, and of one
 * without snapshots AWS's answer depends on whether it exists.
 */
export const describeSnapshots =
  ({ world, snapshots }: Store) =>
  (input: DescribeSnapshotsCommandInput, { region }: Call): Omit<DescribeSnapshotsCommandOutput, '$metadata'> => {
    onlyModelled(operation, input, members);
    const { SnapshotName: name, CacheClusterId: cluster } = input;
    const here = snapshots.filter((snapshot) => snapshot.region === region);
    if (name !== undefined && !here.some((snapshot) => snapshot.name === name))
      throw new AwsFault('SnapshotNotFoundFault', `${name} is either not present or not available.`, { status: 404 });
    if (cluster !== undefined && !here.some(({ cacheClusterId }) => cacheClusterId === cluster))
      throw notSimulated(`${operation} of the cluster ${cluster}, which has none`);
    const { items, next } = pageOfRecords(here.filter(isAskedFor(input)), input);
    return { Snapshots: items.map((snapshot) => shown(snapshot, world)), Marker: next };
  };
