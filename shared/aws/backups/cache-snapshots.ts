import { type ElastiCacheClient, paginateDescribeSnapshots, type Snapshot } from '@aws-sdk/client-elasticache';
import type { BackupFacts } from '../../domain/verification/judge-found-backup.ts';
import type { ClientsOf } from '../clients.ts';

/** Each node is saved at a moment of its own; the snapshot is as old as the first of them. */
const timeOf = ({ NodeSnapshots }: Snapshot): string | undefined =>
  (NodeSnapshots ?? []).flatMap(({ SnapshotCreateTime }) => SnapshotCreateTime?.toISOString() ?? []).sort()[0];

/** All pages of API_DescribeSnapshots. */
export const listCacheSnapshots = async (
  clients: ClientsOf<ElastiCacheClient>,
  region: string,
  replicationGroup: string,
): Promise<BackupFacts[]> => {
  const found: BackupFacts[] = [];
  const request = { ReplicationGroupId: replicationGroup };
  for await (const page of paginateDescribeSnapshots({ client: clients(region).reader }, request))
    for (const snapshot of page.Snapshots ?? [])
      found.push({
        id: snapshot.SnapshotName ?? '',
        state: snapshot.SnapshotStatus ?? 'unknown',
        databaseTime: timeOf(snapshot),
        bytes: undefined,
        of: replicationGroup,
      });
  return found;
};
