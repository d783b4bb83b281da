import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { Duplex } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createVirtualClock } from '../../src/clock/virtual-clock.ts';
import { acceptHttp } from '../../src/network/accept-http.ts';
import { createNetwork } from '../../src/network/create-network.ts';

const at = { host: 'db.us-west-2.rds.amazonaws.com', port: 5432, region: 'us-west-2' };

const echo = (stream: Duplex): void => {
  stream.pipe(stream);
};

/** What happens to a stream while the event loop turns a few times. */
const watch = async (stream: Duplex) => {
  const seen: string[] = [];
  for (const name of ['connect', 'data', 'end', 'close', 'error', 'timeout'])
    stream.on(name, (value: unknown) => seen.push(name === 'data' ? `data ${String(value)}` : name));
  await turns();
  return seen;
};

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

const failureOf = async (stream: Duplex): Promise<unknown> => {
  const [error] = await once(stream, 'error');
  return error;
};

const create = () => createNetwork(createVirtualClock());

describe('a connection', () => {
  test('carries bytes both ways, what was written before it was made among them', async () => {
    const network = create();
    network.listen(at, echo);
    const stream = network.connect(at);
    stream.write('early ');
    const seen = await watch(stream);
    stream.write('late');
    await turns();
    expect(seen).toEqual(['connect', 'data early ', 'data late']);
  });

  test('ends on both sides when the client ends it', async () => {
    const network = create();
    const ended = new Promise((resolve) => {
      network.listen(at, (far) => {
        far.resume().once('end', () => far.end());
        far.once('close', resolve);
      });
    });
    const stream = network.connect(at);
    stream.resume().end('goodbye');
    await once(stream, 'close');
    await ended;
  });

  test('ends on the far side when the client is destroyed', async () => {
    const network = create();
    const ended = new Promise((resolve) => network.listen(at, (far) => far.resume().once('end', resolve)));
    const stream = network.connect(at);
    await once(stream, 'connect');
    stream.destroy();
    await ended;
  });

  test('makes a writer wait while nobody reads', async () => {
    const network = create();
    const accepted = new Promise<Duplex>((resolve) => network.listen(at, resolve));
    const stream = network.connect(at);
    const far = await accepted;
    let written = 0;
    const chunk = Buffer.alloc(64 * 1024);
    for (let index = 0; index < 20; index += 1) stream.write(chunk, () => (written += 1));
    await turns();
    expect(written).toBeLessThan(4);
    far.resume();
    await turns();
    expect(written).toBe(20);
  });

  test.each([
    { to: { host: 'nowhere.example.com', port: 443 }, code: 'ENOTFOUND', syscall: 'getaddrinfo' },
    { to: { host: at.host, port: 443 }, code: 'ECONNREFUSED', syscall: 'connect' },
    { to: { host: '192.0.2.200', port: 443 }, code: 'ECONNREFUSED', syscall: 'connect' },
  ])('to $to.host:$to.port, where nobody listens, fails with $code', async ({ to, code, syscall }) => {
    const network = create();
    network.listen(at, echo);
    expect(await failureOf(network.connect(to))).toMatchObject({ code, syscall });
  });

  test('is refused once the listener has gone, and the name keeps its address', async () => {
    const network = create();
    const listener = network.listen(at, echo);
    const address = network.addressOf(at.host);
    listener.close();
    expect(await failureOf(network.connect(at))).toMatchObject({ code: 'ECONNREFUSED', address });
    expect(network.addressOf(at.host)).toBe(address);
  });

  test('by an address or by a name that the resolver leads to the host is the same', async () => {
    const network = create();
    network.listen(at, echo);
    network.useResolver((host) => (host === 'api.example.com' ? at.host : undefined));
    for (const host of [network.addressOf(at.host), 'api.example.com', at.host.toUpperCase(), `${at.host}.`])
      expect(await watch(network.connect({ host, port: 5432 }))).toEqual(['connect']);
    expect(network.addressOf('api.example.com')).toBe(network.addressOf(at.host));
  });

  test('that is idle for as long as its client allows tells so on the simulated clock', async () => {
    const clock = createVirtualClock();
    const network = createNetwork(clock);
    network.listen(at, echo);
    const stream = network.connect(at);
    if (!('setTimeout' in stream) || typeof stream.setTimeout !== 'function') throw new Error('no socket');
    stream.setTimeout(3000);
    const seen = await watch(stream);
    await clock.advance(2000);
    stream.write('x');
    await clock.advance(2000);
    expect(seen).toEqual(['connect', 'data x']);
    await clock.advance(1001);
    expect(seen).toEqual(['connect', 'data x', 'timeout']);
  });
});

describe('a Region that is cut', () => {
  test('lets new connections hang, and their client alone can end them', async () => {
    const network = create();
    network.listen(at, echo);
    network.cut('us-west-2');
    const stream = network.connect(at);
    const seen = await watch(stream);
    expect(seen).toEqual([]);
    network.heal('us-west-2');
    await turns();
    expect(seen).toEqual([]);
    stream.destroy();
    await turns();
    expect(seen).toEqual(['close']);
  });

  test('silences open connections both ways for good, without an end or an error', async () => {
    const network = create();
    const far = new Promise<Duplex>((resolve) => network.listen(at, resolve));
    const near = network.connect(at);
    const [seenNear, seenFar] = [await watch(near), await watch(await far)];
    network.cut('us-west-2');
    near.write('lost');
    (await far).write('lost');
    await turns();
    network.heal('us-west-2');
    near.write('lost, too');
    near.destroy();
    await turns();
    expect(seenNear).toEqual(['connect', 'close']);
    expect(seenFar).toEqual([]);
  });

  test('answers new connections after it was healed', async () => {
    const network = create();
    network.listen(at, echo);
    network.cut('us-west-2');
    network.heal('us-west-2');
    expect(await watch(network.connect(at))).toEqual(['connect']);
  });

  test('hides that nobody listens there', async () => {
    const network = create();
    network.listen(at, echo).close();
    network.cut('us-west-2');
    expect(await watch(network.connect(at))).toEqual([]);
  });

  test('lets nothing out, either', async () => {
    const network = create();
    network.listen({ ...at, region: 'us-east-1' }, echo);
    network.cut('us-west-2');
    expect(await watch(network.connect({ ...at, from: 'us-west-2' }))).toEqual([]);
    expect(await watch(network.connect({ ...at, from: 'eu-west-1' }))).toEqual(['connect']);
  });

  test('leaves what is global and other Regions alone', async () => {
    const network = create();
    network.listen({ host: 'route53.amazonaws.com', port: 443 }, echo);
    network.listen({ ...at, region: 'us-east-1' }, echo);
    network.cut('us-west-2');
    expect(await watch(network.connect({ host: 'route53.amazonaws.com', port: 443 }))).toEqual(['connect']);
    expect(await watch(network.connect(at))).toEqual(['connect']);
  });

  test('is told once to whoever listens for it', () => {
    const network = create();
    const told: string[] = [];
    network.onCut((region) => told.push(`${region} ${network.isCut(region)}`));
    network.cut('us-west-2');
    network.cut('us-west-2');
    expect(told).toEqual(['us-west-2 true']);
  });
});

test('addresses are given in the order of registration, from one documentation range after the other', () => {
  const network = create();
  const addresses = Array.from({ length: 1000 }, (_, index) => {
    network.listen({ host: `host-${index}`, port: 1 }, echo);
    return network.addressOf(`host-${index}`);
  });
  expect(addresses.slice(0, 2)).toEqual(['203.0.113.1', '203.0.113.2']);
  expect(addresses[254]).toBe('198.51.100.1');
  expect(new Set(addresses).size).toBe(1000);
});

test('two listeners at one place are a mistake that is named', () => {
  const network = create();
  network.listen(at, echo);
  expect(() => network.listen(at, echo)).toThrow(`${at.host}:5432`);
});

test('a server of node:http answers clients of node:http, large bodies, too', async () => {
  const network = create();
  const server = createServer((asked, response) => {
    asked.pipe(response);
  });
  let connections = 0;
  const accept = acceptHttp(server);
  network.listen({ host: 'api.example.com', port: 443 }, (stream) => {
    connections += 1;
    accept(stream);
  });
  const send = async (body: string): Promise<string> => {
    const call = request({
      method: 'POST',
      createConnection: () => network.connect({ host: 'api.example.com', port: 443 }),
    });
    call.end(body);
    const [response] = await once(call, 'response');
    let text = '';
    for await (const chunk of response) text += String(chunk);
    return text;
  };
  expect([await send('one'), await send('x'.repeat(300_000))]).toEqual(['one', 'x'.repeat(300_000)]);
  expect(connections).toBe(2);
  network.close();
  server.closeAllConnections();
});
