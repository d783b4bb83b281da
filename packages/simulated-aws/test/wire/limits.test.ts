import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterEach, describe, expect, it } from 'vitest';
import { createAnsweringWire, credentials } from './answering-wire.ts';
import { headOf, overSocket, signedFor } from './over-socket.ts';

let close: () => Promise<void> = async () => undefined;
afterEach(async () => await close());

const limits = { bytes: 1_000, objectBytes: 2_000, headersMs: 300, bodyMs: 300 };

const open = async () => {
  const { wire, calls, errors } = createAnsweringWire(() => ({}), limits);
  close = wire.close;
  const port = await wire.listen(0);
  const settings = { region: 'us-west-2', endpoint: `http://127.0.0.1:${port}`, credentials, maxAttempts: 1 };
  return { port, calls, errors, settings };
};

type Part = string | Buffer | number;
type Asked = Readonly<{ service: string; headers: Readonly<Record<string, string>>; body: readonly Part[] }>;

const ask = async ({ service, headers, body }: Asked) => {
  const { port, calls, errors } = await open();
  const all = { host: `127.0.0.1:${port}`, ...signedFor(service), ...headers };
  const [method, target] = service === 's3' ? ['PUT', '/bucket/key'] : ['POST', '/'];
  const answer = await overSocket(port, [headOf({ method, target, headers: all }), ...body]);
  expect(errors).toEqual([]);
  return { answer, calls };
};

const json = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AWSStepFunctions.ListStateMachines' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const chunked = { 'transfer-encoding': 'chunked' };
const sized = (body: string | Buffer) => ({ 'content-length': String(body.length) });
const half = `258\r\n${'a'.repeat(600)}\r\n`;
const bomb = gzipSync(Buffer.alloc(10_000_000));

describe('a body that is too large', () => {
  it.each<{ what: string; code: string; status: number } & Asked>([
    {
      ...{ what: 'by what it says of itself', service: 'states', code: 'RequestEntityTooLargeException', status: 413 },
      ...{ headers: { ...json, 'content-length': '1000000000000' }, body: [] },
    },
    {
      ...{ what: 'chunk by chunk', service: 'rds', code: '<Code>RequestEntityTooLargeException</Code>', status: 413 },
      ...{ headers: { ...form, ...chunked }, body: [half, half, half] },
    },
    {
      ...{ what: 'when it is unpacked', service: 'monitoring', code: 'RequestEntityTooLargeException', status: 413 },
      ...{ headers: { ...form, 'content-encoding': 'gzip', ...chunked } },
      body: [`${Math.min(bomb.length, 900).toString(16)}\r\n`, bomb.subarray(0, 900), '\r\n0\r\n\r\n'],
    },
    {
      ...{ what: 'for a function', service: 'lambda', code: 'RequestTooLargeException', status: 413 },
      ...{ headers: sized('a'.repeat(1_001)), body: ['a'.repeat(1_001)] },
    },
    {
      ...{ what: 'for a bucket', service: 's3', code: '<Code>EntityTooLarge</Code>', status: 400 },
      ...{ headers: sized('a'.repeat(2_001)), body: ['a'.repeat(2_001)] },
    },
  ])('$what is refused', async ({ code, status, ...asked }) => {
    const { answer, calls } = await ask(asked);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain(code);
    expect(calls).toEqual([]);
  });

  it('is named to the SDK, which has sent it whole', async () => {
    const { settings } = await open();
    const message = { TopicArn: 'arn:t', Message: 'a'.repeat(3_000_000) };
    await expect(new SNSClient(settings).send(new PublishCommand(message))).rejects.toMatchObject({
      name: 'RequestEntityTooLargeException',
      $metadata: { httpStatusCode: 413 },
    });
    const put = { Bucket: 'records', Key: 'a', Body: 'a'.repeat(3_000_000) };
    await expect(new S3Client(settings).send(new PutObjectCommand(put))).rejects.toMatchObject({
      name: 'EntityTooLarge',
    });
  });
});

describe('a body of just the size', () => {
  it('is taken, packed or not', async () => {
    const body = `Action=DescribeDBInstances&Marker=${'a'.repeat(1_000 - 34)}`;
    expect(body).toHaveLength(1_000);
    const plain = await ask({ service: 'rds', headers: { ...form, ...sized(body) }, body: [body] });
    expect(plain.calls).toHaveLength(1);
    await close();
    const packed = gzipSync(body);
    const headers = { ...form, 'content-encoding': 'gzip', ...sized(packed) };
    expect((await ask({ service: 'rds', headers, body: [packed] })).calls).toHaveLength(1);
  });
});

describe('chunks of S3 inside a body', () => {
  const streaming = { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'content-encoding': 'aws-chunked' };

  it.each([
    { what: 'of less than nothing', body: '-2\r\n' },
    { what: 'of no number', body: '2z\r\nab\r\n0\r\n\r\n' },
    { what: 'that end too early', body: 'ff\r\nab\r\n0\r\n\r\n' },
    { what: 'without an end', body: '2\r\nab\r\n' },
  ])('$what are the mistake of the client', async ({ body }) => {
    const { answer, calls } = await ask({ service: 's3', headers: { ...streaming, ...sized(body) }, body: [body] });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(calls).toEqual([]);
  });
});

describe('a client that is slow', () => {
  it.each<{ code: string; status: number } & Asked>([
    { service: 'states', headers: json, code: 'RequestTimeoutException', status: 408, body: ['{'] },
    { service: 's3', headers: {}, code: '<Code>RequestTimeout</Code>', status: 400, body: ['{'] },
  ])('with its body for $service is told so', async ({ code, status, headers, ...asked }) => {
    const { answer, calls } = await ask({ ...asked, headers: { ...headers, 'content-length': '2' } });
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain(code);
    expect(calls).toEqual([]);
  });

  it('with its headers is sent away', async () => {
    const { port, errors } = await open();
    expect(await overSocket(port, ['POST / HTTP/1.1\r\nhost: 127.0.0.1'])).toMatch(/^HTTP\/1\.1 408 /);
    expect(errors).toEqual([]);
  });

  it('with a body that was refused already is sent away in the end', async () => {
    const { port } = await open();
    const headers = { host: `127.0.0.1:${port}`, ...json, ...signedFor('states'), ...chunked };
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(`${headOf({ headers })}${half}${half}`);
    expect(String(await once(socket, 'data'))).toContain('413');
    const drip = setInterval(() => socket.write(half), 50);
    await once(socket, 'close');
    clearInterval(drip);
  });
});
