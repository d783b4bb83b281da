import http from 'node:http';
import type { Duplex } from 'node:stream';
import { expect, it } from 'vitest';
import { bundled, createTestLambda } from './stand-ins.ts';

type Test = ReturnType<typeof createTestLambda>;

/** An HTTP server at host and port of the simulated network. */
const serve = ({ network, clock }: Test, at: { host: string; port: number }, listener: http.RequestListener) => {
  const server = http.createServer((request, response) => {
    const release = clock.hold();
    response.once('close', release);
    listener(request, response);
  });
  network.listen(at, (stream) => server.emit('connection', stream));
};

const getter = `
  const https = require('node:https');
  const agent = new https.Agent({ keepAlive: true, maxSockets: 50 });
  const get = (path) => new Promise((done, fail) => {
    const request = https.request({ host: 'api.example.com', path, agent, method: 'GET' }, (response) => {
      let body = '';
      response.on('data', (chunk) => { body += chunk; });
      response.on('end', () => done([response.statusCode, body]));
    });
    request.on('error', fail);
    request.end();
  });
`;

it('reaches an HTTP server by https over the simulated network and keeps the connection', async () => {
  const test = createTestLambda();
  serve(test, { host: 'api.example.com', port: 443 }, (request, response) => {
    response.end(`${request.headers.host}${request.url}`);
  });
  test.deploy(`${getter} exports.handler = async () => [await get('/a'), await get('/b')];`);
  expect((await test.invoke()).result).toEqual([
    [200, 'api.example.com/a'],
    [200, 'api.example.com/b'],
  ]);
  expect((await test.invoke()).result).toHaveLength(2);
  expect(test.network.connections()).toBe(1);
});

it('takes a URL and http.get as well', async () => {
  const test = createTestLambda();
  serve(test, { host: 'api.example.com', port: 8080 }, (request, response) => response.end(`got ${request.url}`));
  test.deploy(`
    const http = require('http');
    exports.handler = () => new Promise((done) => {
      http.get('http://api.example.com:8080/x?y=1', { headers: { a: 'b' } }, (response) => {
        response.setEncoding('utf8').on('data', done);
      });
    });`);
  expect((await test.invoke()).result).toBe('got /x?y=1');
});

it('connects to what the lookup of a request says, and fails with its error before it connects', async () => {
  const test = createTestLambda();
  const address = '203.0.113.80';
  serve(test, { host: address, port: 80 }, (request, response) => response.end(`for ${request.headers.host}`));
  test.deploy(`
    const http = require('http');
    const get = (lookup) => new Promise((done) => {
      http.get('http://other.example.com/', { agent: false, lookup }, (response) => {
        response.setEncoding('utf8').on('data', done);
      }).on('error', (error) => done(error.message));
    });
    exports.handler = async () => [
      await get((name, options, done) => done(null, [{ address: '${address}', family: 4 }])),
      await get((name, options, done) => done(new Error('not ' + name))),
    ];`);
  expect((await test.invoke()).result).toEqual(['for other.example.com', 'not other.example.com']);
  expect(test.network.connections()).toBe(1);
});

it('fails as Node does where nobody listens', async () => {
  const test = createTestLambda();
  test.deploy(`${getter} exports.handler = () => get('/').catch((error) => error.code);`);
  expect((await test.invoke()).result).toBe('ECONNREFUSED');
});

it.each([
  { title: 'an error has no listener', code: `socket.connect(9, 'api.example.com')`, errorMessage: /ECONNREFUSED/ },
  {
    title: 'a listener throws',
    code: `socket.on('error', () => { throw new Error('thrown'); }).connect(9, 'x')`,
    errorMessage: /thrown/,
  },
])('fails the invocation, and not this process, when $title', async ({ code, errorMessage }) => {
  const test = createTestLambda();
  test.deploy(`exports.handler = () => new Promise(() => { const socket = new (require('net').Socket)(); ${code}; });`);
  expect((await test.invoke()).result).toMatchObject({ errorMessage: expect.stringMatching(errorMessage) });
});

it('carries the AWS SDK, signed by the role, to the host name of the real service', async () => {
  const test = createTestLambda();
  const seen: (string | undefined)[] = [];
  serve(test, { host: 'sts.us-east-1.amazonaws.com', port: 443 }, (request, response) => {
    seen.push(request.headers.host, request.headers.authorization?.split('/')[0]);
    response.end(
      '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
    );
  });
  const code = await bundled(`
    import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
    const client = new STSClient({});
    export const handler = async () => {
      const { Account } = await client.send(new GetCallerIdentityCommand({}));
      return [Account, process.env.AWS_ACCESS_KEY_ID];
    };`);
  test.deploy(code);
  const { result } = await test.invoke();
  expect(result).toEqual(['111122223333', expect.stringMatching(/^ASIA/)]);
  const [, key] = Array.isArray(result) ? result : [];
  expect(seen).toEqual(['sts.us-east-1.amazonaws.com', `AWS4-HMAC-SHA256 Credential=${key}`]);
});

it('gives up on a silent host by the time-outs of the SDK, in the time of the simulation', async () => {
  const test = createTestLambda();
  test.deploy(
    await bundled(`
      import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
      const client = new STSClient({
        endpoint: 'https://silent', maxAttempts: 1,
        requestHandler: { connectionTimeout: 2000, requestTimeout: 10000, throwOnRequestTimeout: true },
      });
      export const handler = async () => {
        const before = Date.now();
        const error = await client.send(new GetCallerIdentityCommand({})).catch((error) => error);
        return [error.name, Date.now() - before];
      };`),
  );
  expect((await test.invoke()).result).toEqual(['TimeoutError', 2000]);
});

/** As much of PostgreSQL as one query needs: TLS refused or taken, trust, one row. */
const speakPostgres = (stream: Duplex, log: string[]) => {
  const message = (type: string, body: Buffer) => {
    const head = Buffer.alloc(5);
    head.write(type, 0, 'latin1');
    head.writeInt32BE(body.length + 4, 1);
    return Buffer.concat([head, body]);
  };
  const ready = message('Z', Buffer.from('I'));
  const row = Buffer.concat([Buffer.from([0, 1, 0, 0, 0, 1]), Buffer.from('f')]);
  const column = Buffer.concat([Buffer.from([0, 1]), Buffer.from('up\0'), Buffer.alloc(18)]);
  column.writeInt32BE(25, column.length - 12);
  stream.on('data', (chunk: Buffer) => {
    const isSslRequest = chunk.length === 8 && chunk.readInt32BE(4) === 80_877_103;
    log.push(isSslRequest ? 'ssl' : chunk[0] === 0 ? 'startup' : String.fromCharCode(chunk[0] ?? 0));
    if (isSslRequest) stream.write('S');
    else if (chunk[0] === 0x58) stream.end();
    else if (chunk[0] === 0) stream.write(Buffer.concat([message('R', Buffer.alloc(4)), ready]));
    else if (chunk[0] === 0x51)
      stream.write(
        Buffer.concat([message('T', column), message('D', row), message('C', Buffer.from('SELECT 1\0')), ready]),
      );
  });
};

it('carries pg, with its TLS ending in the clear', async () => {
  const test = createTestLambda();
  const log: string[] = [];
  test.network.listen({ host: 'db.example.com', port: 5432 }, (stream) => speakPostgres(stream, log));
  const code = await bundled(`
    import pg from 'pg';
    export const handler = async () => {
      const client = new pg.Client({ host: 'db.example.com', user: 'reader', database: 'orders', ssl: true, connectionTimeoutMillis: 2000 });
      await client.connect();
      const { rows } = await client.query('select pg_is_in_recovery() as up');
      await client.end();
      return rows;
    };`);
  test.deploy(code);
  const { result } = await test.invoke();
  expect(result).toEqual([{ up: 'f' }]);
  expect(log).toEqual(['ssl', 'startup', 'Q', 'X']);
});

it('lets nothing out of a sandbox that was killed between two calls', async () => {
  const test = createTestLambda();
  const paths: (string | undefined)[] = [];
  serve(test, { host: 'api.example.com', port: 443 }, (request, response) => {
    paths.push(request.url);
    if (request.url === '/2') test.lambda.kill('worker');
    response.end('ok');
  });
  test.deploy(`${getter} exports.handler = async () => { for (const path of ['/1', '/2', '/3']) await get(path); };`);
  expect((await test.invoke()).result).toMatchObject({ errorType: 'Runtime.ExitError' });
  await test.clock.advance(60_000);
  expect(paths).toEqual(['/1', '/2']);
  expect(test.network.connections()).toBe(1);
});

it('closes the connections of a sandbox at its timeout', async () => {
  const test = createTestLambda();
  const closed: number[] = [];
  test.network.listen({ host: 'db.example.com', port: 5432 }, (stream) => {
    stream.on('error', () => undefined);
    stream.resume();
    stream.once('close', () => closed.push(test.clock.now()));
    stream.once('end', () => closed.push(test.clock.now()));
  });
  test.deploy(`exports.handler = () => new Promise(() => { require('net').connect(5432, 'db.example.com'); });`, {
    timeoutSeconds: 5,
  });
  const before = test.clock.now();
  expect((await test.invoke()).result).toMatchObject({ errorType: 'Sandbox.Timedout' });
  await test.clock.advance(1000);
  expect(closed[0]).toBe(before + 5000 + 450);
});
