import {
  ElastiCacheClient,
  type NodeSnapshot,
  paginateDescribeSnapshots,
  type Snapshot,
} from '@aws-sdk/client-elasticache';
import type { Candidate } from '../../domain/verification/candidate.ts';
import { type ClientsOf, clientsOf } from '../clients.ts';

const units = ['B', 'KB', 'MB', 'GB', 'TB'];

export const connectElastiCache = (): ClientsOf<ElastiCacheClient> =>
  clientsOf((settings) => new ElastiCacheClient(settings));

/** All snapshots of a replication group, on all pages. */
export async function listCacheSnapshots(
  elasticache: ClientsOf<ElastiCacheClient>,
  region: string,
  replicationGroup: string,
): Promise<Candidate[]> {
  const found: Candidate[] = [];
  const pages = paginateDescribeSnapshots(
    { client: elasticache(region).reader },
    { ReplicationGroupId: replicationGroup },
  );
  for await (const { Snapshots = [] } of pages) found.push(...Snapshots.map(candidateOf));
  return found;
}

const candidateOf = ({ SnapshotName, SnapshotSource, SnapshotStatus, NodeSnapshots = [] }: Snapshot): Candidate => ({
  id: SnapshotName ?? 'unnamed',
  type: SnapshotSource ?? 'unknown',
  state: SnapshotStatus ?? 'unknown',
  databaseTime: momentOf(NodeSnapshots),
  bytes: sizeOf(NodeSnapshots),
});

/** Each shard is taken at its own moment: the whole is as old as the oldest, and unknown while one is missing. */
function momentOf(nodes: readonly NodeSnapshot[]): string | undefined {
  const moments = nodes.flatMap(({ SnapshotCreateTime }) => SnapshotCreateTime ?? []);
  if (moments.length === 0 || moments.length < nodes.length) return undefined;
  return new Date(Math.min(...moments.map((moment) => moment.getTime()))).toISOString();
}

function sizeOf(nodes: readonly NodeSnapshot[]): number | undefined {
  const bytes = nodes.reduce((sum, { CacheSize }) => sum + bytesOf(CacheSize), 0);
  return nodes.length === 0 || Number.isNaN(bytes) ? undefined : Math.round(bytes);
}

/** ElastiCache writes `5 MB`. */
function bytesOf(size: string | undefined): number {
  const match = /^(\d+(?:\.\d+)?) ?([KMGT]?B)$/.exec(size ?? '');
  return match === null ? Number.NaN : Number(match[1]) * 1024 ** units.indexOf(match[2] ?? '');
}
