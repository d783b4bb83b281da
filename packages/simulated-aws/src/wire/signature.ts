import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { AwsFault } from '../call.ts';
import type { WireRequest } from './protocols/protocol.ts';

const minute = 60_000;

/** Each of them; whoever signs leaves out neither the host nor a header of AWS. */
const parameters = ['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Date', 'X-Amz-SignedHeaders', 'X-Amz-Signature'];

/**
 * Signatures of requests to STS that were signed into their URL: they are handed on as proofs of who somebody is, so they must prove it.
 * docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html; that STS takes one for 15 minutes whatever its
 * X-Amz-Expires says is written down in aws-iam-authenticator, which EKS uses. Those of all other requests are not checked.
 */
export type Secret = Readonly<{ secretAccessKey: string; sessionToken?: string }>;
export type SecretOf = (accessKeyId: string | undefined) => Secret | undefined;

/** Whether its signature is to be looked at. */
export const isSignedForSts = (service: string, { query }: WireRequest): boolean =>
  service === 'sts' && query.has('X-Amz-Credential');

/** Undefined: it was signed with the key's secret, just as it is, not long ago. */
export function unproven(request: WireRequest, secret: Secret, now: number): AwsFault | undefined {
  const { query } = request;
  const missing = parameters.find((name) => query.getAll(name).length !== 1);
  if (missing !== undefined) return incomplete(missing);
  if ((query.get('X-Amz-Security-Token') ?? undefined) !== secret.sessionToken)
    return new AwsFault('InvalidClientTokenId', 'The security token included in the request is invalid.', {
      status: 403,
    });
  const signed = (query.get('X-Amz-SignedHeaders') ?? '').split(';');
  const isRight =
    areHeadersSigned(request, signed) &&
    isSame(signatureOf(request, signed, secret.secretAccessKey), query.get('X-Amz-Signature') ?? '');
  if (isRight) return outOfTime(query.get('X-Amz-Date') ?? '', now);
  return mismatch(
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
  );
}

const incomplete = (what: string): AwsFault =>
  new AwsFault('IncompleteSignature', `AWS query-string parameters must include '${what}'.`, { status: 403 });

const areHeadersSigned = ({ headers }: WireRequest, signed: readonly string[]): boolean =>
  signed.every((name) => headers[name] !== undefined) &&
  ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))].every((name) => signed.includes(name));

const isSame = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

function signatureOf(request: WireRequest, signed: readonly string[], secret: string): string {
  const [, date = '', region = '', service = '', end = ''] = (request.query.get('X-Amz-Credential') ?? '').split('/');
  const scope = `${date}/${region}/${service}/${end}`;
  const text = ['AWS4-HMAC-SHA256', request.query.get('X-Amz-Date'), scope, sha256(canonicalRequest(request, signed))];
  const key = [date, region, service, end].reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return hmac(key, text.join('\n')).toString('hex');
}

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

const canonicalRequest = ({ method, path, query, headers, body }: WireRequest, signed: readonly string[]): string =>
  [
    method,
    path,
    canonicalQuery(query),
    ...signed.map(
      (name) =>
        `${name}:${String(headers[name] ?? '')
          .trim()
          .replace(/ +/g, ' ')}`,
    ),
    '',
    signed.join(';'),
    sha256(body),
  ].join('\n');

const canonicalQuery = (query: URLSearchParams): string =>
  [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .toSorted((a, b) => (a < b ? -1 : 1))
    .join('&');

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

function outOfTime(date: string, now: number): AwsFault | undefined {
  const at = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (Number.isNaN(at)) return incomplete('X-Amz-Date');
  const [earliest, latest] = [now - 15 * minute, now + 5 * minute];
  if (at < earliest)
    return mismatch(`Signature expired: ${date} is now earlier than ${compact(earliest)} (${compact(now)} - 15 min.)`);
  if (at > latest)
    return mismatch(
      `Signature not yet current: ${date} is still later than ${compact(latest)} (${compact(now)} + 5 min.)`,
    );
  return undefined;
}

const mismatch = (message: string): AwsFault => new AwsFault('SignatureDoesNotMatch', message, { status: 403 });

const compact = (time: number): string => new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
