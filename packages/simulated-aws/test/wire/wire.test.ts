import { request } from 'node:http';
import { duplexPair } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Answer, createAnsweringWire, credentials, memoryAgent } from './answering-wire.ts';

let close: () => Promise<void> = async () => undefined;
afterEach(async () => await close());

const open = async (answer: () => Answer = () => ({})) => {
  const answering = createAnsweringWire(answer);
  const port = await answering.wire.listen(0);
  close = answering.wire.close;
  return { ...answering, port };
};

type Raw = Readonly<{ method?: string; path?: string; headers: Record<string, string>; body?: string }>;

/** A request as no SDK would send it. */
const ask = (port: number, raw: Raw): Promise<{ status: number | undefined; headers: object; text: string }> =>
  new Promise((resolve, reject) => {
    const { method = 'POST', path = '/', headers, body = '' } = raw;
    const call = request({ port, host: '127.0.0.1', method, path, headers }, (response) => {
      const chunks: string[] = [];
      response.on('data', (chunk) => chunks.push(String(chunk)));
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, text: chunks.join('') }),
      );
    });
    call.on('error', reject);
    call.end(body);
  });

const signedFor = (service: string, key = 'AKIAKNOWN', region = 'us-west-2') => ({
  authorization: `AWS4-HMAC-SHA256 Credential=${key}/20260105/${region}/${service}/aws4_request, SignedHeaders=host`,
});
const form = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
const json = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AWSStepFunctions.ListStateMachines' };

describe('the wire', () => {
  it('lets a service answer in the protocol of an older client', async () => {
    const { calls, port } = await open(() => ({ MetricAlarms: [{ AlarmName: 'a' }] }));
    const body = 'Action=DescribeAlarms&Version=2010-08-01&AlarmNames.member.1=a&MaxRecords=5';
    const answer = await ask(port, { headers: { ...signedFor('monitoring'), ...form }, body });
    expect(answer).toMatchObject({ status: 200, text: expect.stringContaining('<AlarmName>a</AlarmName>') });
    expect(calls[0]?.input).toEqual({ AlarmNames: ['a'], MaxRecords: 5 });
  });

  it('reads key, service and Region of a signed URL', async () => {
    const { calls, port } = await open();
    const scope = encodeURIComponent('AKIAKNOWN/20260105/us-east-2/rds/aws4_request');
    const path = `/?Action=DescribeDBInstances&Version=2014-10-31&X-Amz-Credential=${scope}`;
    expect(await ask(port, { method: 'GET', path, headers: {} })).toMatchObject({ status: 200 });
    expect(calls[0]).toMatchObject({
      service: 'rds',
      operation: 'DescribeDBInstances',
      region: 'us-east-2',
      input: {},
    });
  });

  it.each([
    {
      what: 'an operation that AWS does not have',
      raw: { headers: { ...signedFor('rds'), ...form }, body: 'Action=Explode' },
      named: 'rds:Explode',
    },
    {
      what: 'a path that leads nowhere',
      raw: { headers: signedFor('lambda'), path: '/2099/x' },
      named: 'lambda:POST /2099/x',
    },
    {
      what: 'a service outside the catalogue',
      raw: { headers: { ...signedFor('eks'), ...json } },
      named: 'eks:ListStateMachines',
    },
    {
      what: 'such a service in the query protocol',
      raw: { headers: { ...signedFor('autoscaling'), ...form }, body: 'Action=DescribeAutoScalingGroups' },
      named: 'autoscaling:DescribeAutoScalingGroups',
    },
    {
      what: 'a protocol that it does not speak',
      raw: { headers: { ...signedFor('states'), 'smithy-protocol': 'rpc-v2-json' }, path: '/service/x' },
      named: 'states:POST /service/x',
    },
    { what: 'no service at all', raw: { headers: {} }, named: 'unknown:POST /' },
  ])('refuses $what by name', async ({ raw, named }) => {
    const { calls, port } = await open();
    expect(await ask(port, raw)).toMatchObject({
      status: 501,
      text: expect.stringContaining(`NotSimulated: ${named}`),
    });
    expect(calls).toEqual([]);
  });

  it.each([
    { what: 'no key', service: 'rds', key: undefined, status: 403, code: 'MissingAuthenticationToken' },
    { what: 'no key', service: 'ec2', key: undefined, status: 401, code: '<Code>AuthFailure</Code>' },
    { what: 'no key', service: 'states', key: undefined, status: 400, code: 'MissingAuthenticationTokenException' },
    { what: 'an unknown key', service: 'rds', key: 'AKIAOTHER', status: 403, code: 'InvalidClientTokenId' },
    { what: 'an unknown key', service: 'states', key: 'AKIAOTHER', status: 400, code: 'UnrecognizedClientException' },
    { what: 'an unknown key', service: 'ec2', key: 'AKIAOTHER', status: 401, code: '<Code>AuthFailure</Code>' },
    { what: 'an unknown key', service: 's3', key: 'AKIAOTHER', status: 403, code: 'InvalidAccessKeyId' },
  ])('turns a request with $what away from $service', async ({ service, key, status, code }) => {
    const { calls, port } = await open();
    const signature = key === undefined ? {} : signedFor(service, key);
    const raws: Record<string, Raw> = {
      rds: { headers: { ...signature, ...form }, body: 'Action=DescribeDBInstances' },
      ec2: { headers: { ...signature, ...form }, body: 'Action=DescribeSnapshots' },
      states: { headers: { ...signature, ...json }, body: '{}' },
      s3: { headers: signature, method: 'GET', path: '/bucket/key' },
    };
    const raw = raws[service] ?? { headers: {} };
    const headers = { ...raw.headers, host: `${service}.us-west-2.amazonaws.com` };
    const answer = await ask(port, { ...raw, headers });
    expect(answer).toMatchObject({ status, text: expect.stringContaining(code) });
    expect(calls).toEqual([]);
  });

  it('turns away a client of one Region that talks to another', async () => {
    const { calls, port } = await open();
    const headers = { ...signedFor('rds'), ...form, host: 'rds.us-east-1.amazonaws.com' };
    const answer = await ask(port, { headers, body: 'Action=DescribeDBInstances' });
    expect(answer).toMatchObject({ status: 403, text: expect.stringContaining('SignatureDoesNotMatch') });
    expect(calls).toEqual([]);
  });

  it.each([
    { service: 'states', headers: json, body: '{"oops', code: 'SerializationException' },
    {
      service: 'route53',
      headers: {},
      body: '<a><b></a>',
      path: '/2013-04-01/hostedzone/Z1/rrset',
      code: 'MalformedXML',
    },
    {
      service: 'monitoring',
      headers: { ...json, 'content-encoding': 'gzip' },
      body: 'x',
      code: 'SerializationException',
    },
  ])('blames the client of $service for a body that cannot be read', async ({ service, headers, code, ...raw }) => {
    const { port, errors } = await open();
    const region = service === 'route53' ? 'us-east-1' : 'us-west-2';
    const answer = await ask(port, { ...raw, headers: { ...headers, ...signedFor(service, 'AKIAKNOWN', region) } });
    expect(answer).toMatchObject({ status: 400, text: expect.stringContaining(code) });
    expect(errors).toEqual([]);
  });

  it('tells the time of the simulation, not of the machine', async () => {
    const { port, clock } = await open();
    const { headers } = await ask(port, { headers: { ...signedFor('states'), ...json }, body: '{}' });
    expect(headers).toMatchObject({ date: new Date(clock.now()).toUTCString() });
  });
});

describe('the virtual clock', () => {
  /** The SDK reads files before its first call; the clock waits for that until the wire has the call. */
  const callIn = (
    during: (clock: ReturnType<typeof createAnsweringWire>['clock']) => Promise<Record<string, unknown>>,
  ) => {
    const { wire, clock, ...seen } = createAnsweringWire(async () => {
      release();
      return await during(clock);
    });
    const release = clock.hold();
    close = wire.close;
    const agent = memoryAgent(wire.server);
    const endpoint = 'http://rds.us-west-2.amazonaws.com';
    const settings = { region: 'us-west-2', endpoint, credentials, requestHandler: { httpAgent: agent } };
    const abort = new AbortController();
    const command = new DescribeDBInstancesCommand({});
    const work = new RDSClient(settings).send(command, { abortSignal: abort.signal });
    return { ...seen, wire, clock, agent, abort, work };
  };

  it('passes while a service is at work, and stands still while bytes are under way', async () => {
    const { work, agent, clock } = callIn(async (own) => {
      await own.sleep(3_600_000);
      return { Marker: 'x'.repeat(1_000_000) };
    });
    const startedAt = clock.now();
    clock.after(3_600_001, () => undefined);
    expect((await clock.runUntil(work)).Marker).toHaveLength(1_000_000);
    expect(clock.now() - startedAt).toBe(3_600_000);
    agent.destroy();
  });

  it('goes on when the client went away before its answer came', async () => {
    const { work, agent, clock, abort, calls, errors } = callIn(async (own) => {
      await own.sleep(60_000);
      return {};
    });
    clock.after(1_000, () => abort.abort());
    await expect(clock.runUntil(work)).rejects.toMatchObject({ name: 'AbortError' });
    await clock.advance(120_000);
    expect(calls).toHaveLength(1);
    expect(errors).toEqual([]);
    agent.destroy();
  });

  const rawRequest = (service: string, headers: Record<string, string>, body: string | Buffer): Buffer => {
    const all = { host: service, ...signedFor(service), ...headers, 'content-length': String(body.length) };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
    return Buffer.concat([Buffer.from(`${['POST / HTTP/1.1', ...lines, '', ''].join('\r\n')}`), Buffer.from(body)]);
  };

  it('stands still while another thread unpacks a request', async () => {
    const { wire, clock, calls } = createAnsweringWire();
    close = wire.close;
    const [near, far] = duplexPair();
    wire.server.emit('connection', far);
    const answered = new Promise((resolve) => near.once('data', resolve));
    clock.after(3_600_000, () => undefined);
    const startedAt = clock.now();
    const body = gzipSync(`Action=DescribeAlarms&AlarmNamePrefix=${'a'.repeat(5_000_000)}`);
    near.write(rawRequest('monitoring', { ...form, 'content-encoding': 'gzip' }, body));
    await clock.runUntil(answered);
    expect(clock.now()).toBe(startedAt);
    expect(calls).toHaveLength(1);
  });

  it('goes on when nobody takes the answer', async () => {
    const { wire, clock, calls } = createAnsweringWire(() => ({ Marker: 'x'.repeat(1_000_000) }));
    close = wire.close;
    const [near, far] = duplexPair();
    wire.server.emit('connection', far);
    near.write(rawRequest('rds', form, 'Action=DescribeDBInstances'));
    await clock.advance(60_000);
    expect(calls).toHaveLength(1);
  });
});

describe('close', () => {
  it('ends requests that nobody answers, and frees the port', async () => {
    const { wire, port, calls } = await open(() => new Promise(() => undefined));
    const endpoint = `http://127.0.0.1:${port}`;
    const client = new SFNClient({ region: 'us-west-2', endpoint, credentials, maxAttempts: 1 });
    const hanging = client.send(new StartExecutionCommand({ stateMachineArn: 'arn:m' }));
    const ended = expect(hanging).rejects.toMatchObject({ code: 'ECONNRESET' });
    await vi.waitFor(() => expect(calls).toHaveLength(1), 60_000);
    await wire.close();
    await ended;
    await expect(ask(port, { headers: {} })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
