import type { EncodingType } from '@aws-sdk/client-s3';

export type EncodeName = (name: string) => string;

/** Only where the client asks for it, which the command line always does. */
export const nameEncoder = (type: EncodingType | undefined): EncodeName => (type === 'url' ? asInUrl : (name) => name);

/** What XML cannot hold travels as in a URL; slashes stay: docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
const asInUrl: EncodeName = (name) =>
  encodeURIComponent(name)
    .replaceAll(/[!'()]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+');
