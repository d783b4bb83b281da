import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

/** A request's body as the client meant it, and its headers without what only concerned the way. */
export type Message = Readonly<{ headers: IncomingHttpHeaders; body: Uint8Array }>;

export const readBytes = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
};

const lineEnd = Buffer.from('\r\n');

const trailersOf = (text: string): IncomingHttpHeaders =>
  Object.fromEntries(
    text
      .split('\r\n')
      .map((line) => line.split(':'))
      .filter(([name, value]) => name !== '' && value !== undefined)
      .map(([name = '', ...value]) => [name.toLowerCase(), value.join(':').trim()]),
  );

/**
 * S3's own chunking inside the body: docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html. Neither the
 * chunks' signatures nor the checksums of the trailers are verified; a checksum is handed on like a header.
 */
const unchunk = (bytes: Buffer): { body: Buffer; trailers: IncomingHttpHeaders } => {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = bytes.indexOf(lineEnd, at);
    if (end < 0) throw new Error('an aws-chunked body without its last chunk');
    const size = Number.parseInt(bytes.toString('latin1', at, end), 16);
    if (Number.isNaN(size)) throw new Error('an aws-chunked body with a chunk of no size');
    const start = end + lineEnd.length;
    if (size === 0) return { body: Buffer.concat(chunks), trailers: trailersOf(bytes.toString('latin1', start)) };
    chunks.push(bytes.subarray(start, start + size));
    at = start + size + lineEnd.length;
  }
};

const encodingsOf = ({ 'content-encoding': encoding = '' }: IncomingHttpHeaders): string[] =>
  encoding
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

const withEncodings = (headers: IncomingHttpHeaders, encodings: readonly string[]): IncomingHttpHeaders => {
  const { 'content-encoding': _, ...rest } = headers;
  return encodings.length === 0 ? rest : { ...rest, 'content-encoding': encodings.join(',') };
};

const ofS3 = ({ headers, body }: { headers: IncomingHttpHeaders; body: Buffer }): Message => {
  const encodings = encodingsOf(headers);
  const isStreaming = String(headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-');
  if (!isStreaming && !encodings.includes('aws-chunked')) return { headers, body };
  const { body: whole, trailers } = unchunk(body);
  const kept = encodings.filter((encoding) => encoding !== 'aws-chunked');
  const length = { 'content-length': String(whole.length) };
  return { headers: { ...withEncodings(headers, kept), ...trailers, ...length }, body: whole };
};

const inflate = promisify(gunzip);

/** What S3 stores compressed stays so; for the others gzip is only how the request travels. */
export const decodeBody = async (service: string, headers: IncomingHttpHeaders, body: Buffer): Promise<Message> => {
  if (service === 's3') return ofS3({ headers, body });
  const encodings = encodingsOf(headers);
  if (!encodings.includes('gzip')) return { headers, body };
  const others = encodings.filter((encoding) => encoding !== 'gzip');
  return { headers: withEncodings(headers, others), body: await inflate(body) };
};
