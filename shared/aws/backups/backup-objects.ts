import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import type { BackupFacts } from '../../domain/verification/judge-found-backup.ts';
import type { ClientsOf } from '../clients.ts';

export type ObjectPlace = Readonly<{ bucket: string; prefix: string }>;

/** A dump is as old as its object, or older: when it began is not known to S3. All pages. */
export const listBackupObjects = async (
  clients: ClientsOf<S3Client>,
  region: string,
  { bucket, prefix }: ObjectPlace,
): Promise<BackupFacts[]> => {
  const found: BackupFacts[] = [];
  const request = { Bucket: bucket, Prefix: prefix };
  for await (const page of paginateListObjectsV2({ client: clients(region).reader }, request))
    for (const { Key = '', LastModified, Size } of page.Contents ?? [])
      found.push({
        id: `s3://${bucket}/${Key}`,
        state: 'stored',
        databaseTime: LastModified?.toISOString(),
        bytes: Size,
        of: `s3://${bucket}/${prefix}`,
      });
  return found;
};
