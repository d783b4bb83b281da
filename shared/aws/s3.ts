import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type ClientsOf, clientsOf } from './clients.ts';

export const connectS3 = (): ClientsOf<S3Client> => clientsOf((settings) => new S3Client(settings));

export type ObjectName = Readonly<{ region: string; bucket: string; key: string }>;

/** `hidden`: to whoever may not list the bucket, S3 says of an object that is absent what it says of one that is forbidden. */
export type Presence = 'present' | 'absent' | 'hidden';

export async function findObject(s3: ClientsOf<S3Client>, { region, bucket, key }: ObjectName): Promise<Presence> {
  try {
    await s3(region).reader.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    return 'present';
  } catch (error) {
    const status = statusOf(error);
    if (status === 404) return 'absent';
    if (status === 403) return 'hidden';
    throw error;
  }
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const { $metadata: metadata } = error;
  const isAnswer = typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata;
  return isAnswer && typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}
