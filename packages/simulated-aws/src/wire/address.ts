import type { IncomingHttpHeaders } from 'node:http';
import { readHost } from './hosts.ts';
import { decodePercent } from './percent.ts';

/** What follows the method in a request's first line, its path still encoded. */
export type Target = Readonly<{ path: string; query: URLSearchParams }>;

export function readTarget(url: string): Target {
  const [path = '/', ...query] = url.split('?');
  return { path, query: new URLSearchParams(query.join('?')) };
}

/** Whom a request is for and whose key signed it. The signature itself is not checked. */
export type Address = Readonly<{
  service: string;
  region: string;
  accessKeyId: string | undefined;
  bucket: string | undefined;
  /** The path with S3's bucket taken off. */
  path: string;
  /** The Region that the host name tells, where it tells one. */
  hostRegion: string | undefined;
}>;

/** Undefined where neither the signature nor the host tells the service. */
export function readAddress(headers: IncomingHttpHeaders, target: Target): Address | undefined {
  const scope = scopeOf(headers, target.query);
  const host = readHost(headers.host ?? '');
  const named = scope ?? host;
  if (named === undefined) return undefined;
  const { service, region } = named;
  const isPathStyle = service === 's3' && host?.bucket === undefined;
  const place = isPathStyle ? cutBucket(target.path) : { bucket: host?.bucket, path: target.path };
  return { service, region, accessKeyId: scope?.accessKeyId, hostRegion: host?.region, ...place };
}

type Scope = Readonly<{ accessKeyId: string; region: string; service: string }>;

/** docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html: in the header, or in a signed URL. */
function scopeOf(headers: IncomingHttpHeaders, query: URLSearchParams): Scope | undefined {
  const credential =
    /Credential=([^,\s]+)/.exec(headers.authorization ?? '')?.[1] ?? query.get('X-Amz-Credential') ?? '';
  const [accessKeyId, , region, service] = credential.split('/');
  return accessKeyId === undefined || region === undefined || service === undefined
    ? undefined
    : { accessKeyId, region, service };
}

/** S3's older style: the bucket is the first part of the path. */
function cutBucket(path: string): { bucket: string | undefined; path: string } {
  const [, bucket = '', ...rest] = path.split('/');
  return { bucket: bucket === '' ? undefined : decodePercent(bucket), path: `/${rest.join('/')}` };
}
