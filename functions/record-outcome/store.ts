import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { RecordOutcomeDependencies } from './record-outcome.ts';

/** The bucket keeps versions, so an attempt that is made again loses nothing of the one before. */
export const createStore =
  (client: S3Client, bucket: string): RecordOutcomeDependencies['store'] =>
  async ({ key, body, contentType }) => {
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: contentType }));
    return `s3://${bucket}/${key}`;
  };
