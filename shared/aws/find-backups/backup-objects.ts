import { type _Object, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import type { Candidate } from '../../domain/verification/candidate.ts';
import type { ClientsOf } from '../clients.ts';

/** All objects below a prefix, on all pages. */
export async function listBackupObjects(
  s3: ClientsOf<S3Client>,
  region: string,
  { bucket, prefix }: Readonly<{ bucket: string; prefix: string }>,
): Promise<Candidate[]> {
  const found: Candidate[] = [];
  const pages = paginateListObjectsV2({ client: s3(region).reader }, { Bucket: bucket, Prefix: prefix });
  for await (const { Contents = [] } of pages) found.push(...Contents.map(candidateOf));
  return found;
}

/** When it was written is all that S3 knows of it: the data are older by as long as the dump took. */
const candidateOf = ({ Key, LastModified, Size }: _Object): Candidate => ({
  id: Key ?? 'unnamed',
  type: 'object',
  state: 'stored',
  databaseTime: LastModified?.toISOString(),
  bytes: Size,
});
