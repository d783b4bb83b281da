import { type EC2Client, paginateDescribeSnapshots, type Snapshot } from '@aws-sdk/client-ec2';
import type { Candidate } from '../../domain/verification/candidate.ts';
import type { ClientsOf } from '../clients.ts';

/** The largest page that EC2 gives. */
const pageSize = 1000;

const gib = 1024 ** 3;

type Tag = Readonly<{ key: string; value: string }>;

/** All snapshots of one's own with this tag, on all pages. `bytes` is the size of the volume. */
export async function listVolumeSnapshots(
  ec2: ClientsOf<EC2Client>,
  region: string,
  { key, value }: Tag,
): Promise<Candidate[]> {
  const found: Candidate[] = [];
  const pages = paginateDescribeSnapshots(
    { client: ec2(region).reader, pageSize },
    { OwnerIds: ['self'], Filters: [{ Name: `tag:${key}`, Values: [literally(value)] }] },
  );
  for await (const { Snapshots = [] } of pages) found.push(...Snapshots.map(candidateOf));
  return found;
}

/** A filter's values have wildcards: docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html */
const literally = (text: string): string => text.replace(/[\\*?]/g, '\\$&');

const candidateOf = (snapshot: Snapshot): Candidate => ({
  id: snapshot.SnapshotId ?? 'unnamed',
  type: isCopy(snapshot) ? 'copy' : 'snapshot',
  state: snapshot.State ?? 'unknown',
  databaseTime: snapshot.StartTime?.toISOString(),
  bytes: snapshot.VolumeSize === undefined ? undefined : snapshot.VolumeSize * gib,
  group: isCopy(snapshot) ? undefined : snapshot.VolumeId,
});

/**
 * A copy has a volume id that means nothing, and its start is that of the copying:
 * docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CopySnapshot.html
 */
const isCopy = ({ VolumeId, TransferType }: Snapshot): boolean =>
  VolumeId === 'vol-ffffffff' || TransferType !== undefined;
