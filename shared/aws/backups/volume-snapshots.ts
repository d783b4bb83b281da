import { type EC2Client, paginateDescribeSnapshots } from '@aws-sdk/client-ec2';
import type { BackupFacts } from '../../domain/verification/judge-found-backup.ts';
import type { ClientsOf } from '../clients.ts';

const gibibyte = 1_073_741_824;

/** A snapshot holds the volume as it was when it was begun: EBSSnapshots. Own ones, on all pages. */
export const listVolumeSnapshots = async (
  clients: ClientsOf<EC2Client>,
  region: string,
  tag: Readonly<{ key: string; value: string }>,
): Promise<BackupFacts[]> => {
  const found: BackupFacts[] = [];
  const request = { OwnerIds: ['self'], Filters: [{ Name: `tag:${tag.key}`, Values: [tag.value] }], MaxResults: 500 };
  for await (const page of paginateDescribeSnapshots({ client: clients(region).reader }, request))
    for (const snapshot of page.Snapshots ?? [])
      found.push({
        id: snapshot.SnapshotId ?? '',
        state: snapshot.State ?? 'unknown',
        databaseTime: snapshot.StartTime?.toISOString(),
        bytes: snapshot.VolumeSize === undefined ? undefined : snapshot.VolumeSize * gibibyte,
        of: snapshot.VolumeId ?? '',
      });
  return found;
};
