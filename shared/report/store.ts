import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

export type StoredObject = Readonly<{ key: string; body: string; contentType: string }>;

/** Answers where the object lies. */
export type Store = (object: StoredObject) => Promise<string>;

/** The bucket keeps versions, so an attempt that is made again loses nothing of the one before. */
export const createStore =
  (client: S3Client, bucket: string): Store =>
  async ({ key, body, contentType }) => {
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: contentType }));
    return `s3://${bucket}/${key}`;
  };
