import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../src/clock/clock.ts';
import { acceptHttp } from '../../src/network/accept-http.ts';
import { createNetwork } from '../../src/network/create-network.ts';
import type { Answer } from '../../src/network/message.ts';
import type { SimulatedNetwork } from '../../src/network/network.ts';
import { createTestLambda } from './stand-ins.ts';

const at = { host: 'rds.us-west-2.amazonaws.com', port: 443, region: 'us-west-2' };

/** The same answers by bytes, as node:http sends and reads them. */
const serverOf = (answer: Answer, clock: Clock) =>
  createServer((request, response) => {
    const release = clock.hold();
    response.once('close', release);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const { method = '', url = '', headers } = request;
      release();
      const reply = await answer({ method, url, headers, body: Buffer.concat(chunks) });
      if (reply === undefined) response.destroy();
      else response.writeHead(reply.status, reply.headers).end(reply.body);
    });
  });

/** `ask` of the code that is deployed: status, body and some headers of an answer, or the error. */
const client = `
  const https = require('node:https');
  const agent = new https.Agent({ keepAlive: true, maxSockets: 1 });
  const ask = (path, { body, silentMs, connectMs, ...options } = {}) => new Promise((done) => {
    const request = https.request({ host: '${at.host}', path, agent, ...options }, (response) => {
      let text = '';
      response.on('data', (chunk) => { text += chunk; });
      response.on('end', () => done([response.statusCode, response.statusMessage, response.headers['x-own'], text]));
    });
    request.on('error', (error) => done(error.code + ': ' + error.message));
    if (silentMs) request.setTimeout(silentMs, () => request.destroy());
    if (connectMs) setTimeout(() => request.destroy(), connectMs);
    if (options.headers?.expect) request.on('continue', () => setImmediate(() => request.end(body)));
    else request.end(body);
  });
`;

describe.each(['bytes', 'whole'] as const)('a function that asks over a connection of %s', (takes) => {
  const setting = (answer: Answer, code: string) => {
    const connected: string[] = [];
    const made: SimulatedNetwork[] = [];
    const networkOn = (clock: Clock) => {
      const network = createNetwork(clock);
      network.onConnect(({ host }) => connected.push(host));
      const accept = acceptHttp(serverOf(answer, clock));
      network.listen(at, accept, takes === 'whole' ? answer : undefined);
      made.push(network);
      return network;
    };
    const test = createTestLambda({ networkOn });
    test.deploy(`${client} exports.handler = async () => { ${code} };`);
    const cut = () => made[0]?.cut('us-west-2');
    const heal = () => made[0]?.heal('us-west-2');
    return { ...test, connected, cut, heal };
  };

  const reply = { status: 200, headers: { 'x-own': 'yes', 'content-length': '2' }, body: 'ok' };

  it('gets status, headers and body, twice over one connection', async () => {
    const seen: unknown[] = [];
    const { invoke, connected } = setting(
      async ({ method, url, headers, body }) => {
        seen.push([method, url, headers.host, headers['x-mine'], body.toString()]);
        return reply;
      },
      `return [
        await ask('/a?b=1', { method: 'POST', headers: { 'X-Mine': 7 }, body: 'text' }),
        await ask('/c', { method: 'PUT', headers: { expect: '100-continue' }, body: 'later' }),
      ];`,
    );
    expect((await invoke()).result).toEqual([
      [200, 'OK', 'yes', 'ok'],
      [200, 'OK', 'yes', 'ok'],
    ]);
    expect(seen).toEqual([
      ['POST', '/a?b=1', at.host, '7', 'text'],
      ['PUT', '/c', at.host, undefined, 'later'],
    ]);
    expect(connected).toEqual([at.host]);
  });

  it('waits for its turn where all connections are taken', async () => {
    const { invoke, connected } = setting(
      async ({ url }) => ({ ...reply, body: url.slice(0, 2) }),
      `return (await Promise.all(['/1', '/2', '/3'].map((path) => ask(path)))).map((one) => one[3]);`,
    );
    expect((await invoke()).result).toEqual(['/1', '/2', '/3']);
    expect(connected).toEqual([at.host]);
  });

  it('hears of a connection that was closed without an answer, and asks over another one', async () => {
    const { invoke, connected } = setting(
      async ({ url }) => (url === '/gone' ? undefined : reply),
      `return [await ask('/gone'), (await ask('/there'))[0]];`,
    );
    expect((await invoke()).result).toEqual(['ECONNRESET: socket hang up', 200]);
    expect(connected).toHaveLength(2);
  });

  it('refuses a header that no request can have', async () => {
    const { invoke } = setting(
      async () => reply,
      `try { await ask('/', { headers: { bad: 'two\\nlines' } }); } catch (error) { return error.code; }`,
    );
    expect((await invoke()).result).toBe('ERR_INVALID_CHAR');
  });

  it('hears nothing of a Region that is cut while it asks, and gets no connection to it', async () => {
    const answered: string[] = [];
    const test = setting(
      async ({ url }) => {
        answered.push(url);
        if (url === '/cut') test.cut();
        return reply;
      },
      `const begun = Date.now();
       const first = await ask('/cut', { silentMs: 5000 });
       return [first, Date.now() - begun, await ask('/again', { connectMs: 3000 }), Date.now() - begun];`,
    );
    const { result } = await test.invoke();
    expect(result).toEqual(['ECONNRESET: socket hang up', 5000, 'ECONNRESET: socket hang up', 8000]);
    expect(answered).toEqual(['/cut']);
  });

  it('hears nothing over a connection that was kept while its Region was cut and healed', async () => {
    const answered: string[] = [];
    const test = setting(async ({ url }) => {
      answered.push(url);
      return reply;
    }, `const first = await ask('/', { silentMs: 2000 }); return first[0];`);
    expect((await test.invoke()).result).toBe(200);
    test.cut();
    test.heal();
    expect((await test.invoke()).result).toBe('E');
    expect((await test.invoke()).result).toBe(200);
    expect(answered).toHaveLength(2);
    expect(test.connected).toHaveLength(2);
  });
});
