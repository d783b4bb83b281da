import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { AwsFault } from '../call.ts';
import { bytesFor, type PatientLimits, tooLarge, tooSlow } from './limits.ts';

const lineEnd = Buffer.from('\r\n');

const inflate = promisify(gunzip);

/** What a client still sends of a refused body is dropped as it comes, until the server's own patience ends. */
export async function readBytes(request: IncomingMessage, service: string, limits: PatientLimits): Promise<Buffer> {
  const atMost = bytesFor(service, limits);
  const { late, stop } = lateness(limits.bodyMs, tooSlow(service));
  try {
    return await Promise.race([collect(request, atMost, tooLarge(service, atMost)), late]);
  } catch (error) {
    if (error instanceof AwsFault) request.resume();
    throw error;
  } finally {
    stop();
  }
}

function lateness(ms: number | undefined, fault: AwsFault): { late: Promise<never>; stop: () => void } {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = ms === undefined ? undefined : setTimeout(() => reject(fault), ms);
  return { late, stop: () => clearTimeout(timer) };
}

async function collect(request: IncomingMessage, atMost: number, fault: AwsFault): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > atMost) throw fault;
  const chunks: Buffer[] = [];
  let length = 0;
  // What is left of the body must not end the connection: the client still waits for its answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += chunk.length;
    if (length > atMost) throw fault;
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
}

/** A body that has come already. */
export function requireWithin(body: Buffer, service: string, limits: PatientLimits): Buffer {
  const atMost = bytesFor(service, limits);
  if (body.length > atMost) throw tooLarge(service, atMost);
  return body;
}

type Packed = Readonly<{ headers: IncomingHttpHeaders; body: Buffer }>;

/** A request's body as the client meant it, and its headers without what only concerned the way. */
export type Message = Readonly<{ headers: IncomingHttpHeaders; body: Uint8Array }>;

/** What S3 stores compressed stays so; for the others gzip is only how the request travels. */
export async function decodeBody(service: string, { headers, body }: Packed, limits: PatientLimits): Promise<Message> {
  if (service === 's3') return ofS3({ headers, body });
  const encodings = encodingsOf(headers);
  if (!encodings.includes('gzip')) return { headers, body };
  const others = encodings.filter((encoding) => encoding !== 'gzip');
  return { headers: withEncodings(headers, others), body: await unpack(body, service, bytesFor(service, limits)) };
}

function ofS3({ headers, body }: { headers: IncomingHttpHeaders; body: Buffer }): Message {
  const encodings = encodingsOf(headers);
  const isStreaming = String(headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-');
  if (!isStreaming && !encodings.includes('aws-chunked')) return { headers, body };
  const { body: whole, trailers } = unchunk(body);
  const kept = encodings.filter((encoding) => encoding !== 'aws-chunked');
  const length = { 'content-length': String(whole.length) };
  return { headers: { ...withEncodings(headers, kept), ...trailers, ...length }, body: whole };
}

const encodingsOf = ({ 'content-encoding': encoding = '' }: IncomingHttpHeaders): string[] =>
  encoding
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/**
 * S3's own chunking inside the body: docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html. Neither the
 * chunks' signatures nor the checksums of the trailers are verified; a checksum is handed on like a header.
 */
function unchunk(bytes: Buffer): { body: Buffer; trailers: IncomingHttpHeaders } {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = bytes.indexOf(lineEnd, at);
    if (end < 0) throw new Error('an aws-chunked body without its last chunk');
    const size = sizeOf(bytes.toString('latin1', at, end));
    const start = end + lineEnd.length;
    if (start + size > bytes.length) throw new Error('an aws-chunked body with a chunk cut short');
    if (size === 0) return { body: Buffer.concat(chunks), trailers: trailersOf(bytes.toString('latin1', start)) };
    chunks.push(bytes.subarray(start, start + size));
    at = start + size + lineEnd.length;
  }
}

/** `400;chunk-signature=…` */
function sizeOf(line: string): number {
  const [size] = line.split(';');
  if (size === undefined || !/^[0-9a-f]{1,8}$/i.test(size))
    throw new Error('an aws-chunked body with a chunk of no size');
  return Number.parseInt(size, 16);
}

const trailersOf = (text: string): IncomingHttpHeaders =>
  Object.fromEntries(
    text
      .split('\r\n')
      .map((line) => line.split(':'))
      .filter(([name, value]) => name !== '' && value !== undefined)
      .map(([name = '', ...value]) => [name.toLowerCase(), value.join(':').trim()]),
  );

function withEncodings(headers: IncomingHttpHeaders, encodings: readonly string[]): IncomingHttpHeaders {
  const { 'content-encoding': _, ...rest } = headers;
  return encodings.length === 0 ? rest : { ...rest, 'content-encoding': encodings.join(',') };
}

async function unpack(body: Buffer, service: string, atMost: number): Promise<Buffer> {
  try {
    return await inflate(body, { maxOutputLength: atMost });
  } catch (error) {
    throw error instanceof RangeError ? tooLarge(service, atMost) : error;
  }
}
