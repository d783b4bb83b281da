import { once } from 'node:events';
import net from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createVirtualClock } from '../../src/clock/virtual-clock.ts';
import { createNetwork } from '../../src/network/create-network.ts';
import { listenTcp } from '../../src/network/listen-tcp.ts';
import { createRelay } from '../../src/network/relay.ts';

const sockets: net.Socket[] = [];
let server = net.createServer();
let port = 0;

/** A server that says back what it hears. */
beforeEach(async () => {
  server = net.createServer((socket) => {
    sockets.push(socket);
    socket.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server.close();
});

const setUp = async () => {
  const clock = createVirtualClock();
  const network = createNetwork(clock);
  const target = { host: 'source.internal', region: 'us-west-2', port: () => port };
  const relay = await createRelay({ network, clock, target, from: 'us-east-1' });
  const client = net.connect(relay.port, '127.0.0.1');
  sockets.push(client);
  let heard = '';
  client.on('data', (chunk) => {
    heard += String(chunk);
  });
  client.write('hello ');
  await expect.poll(() => heard).toBe('hello ');
  return { clock, network, relay, client, heard: () => heard };
};

const aMoment = () => new Promise((resolve) => setTimeout(resolve, 50));

test('a relay passes bytes to a real server and back', async () => {
  const { relay, client, heard } = await setUp();
  client.write('world');
  await expect.poll(heard).toBe('hello world');
  relay.close();
});

test.each(['us-west-2', 'us-east-1'])(
  'a relay is silent once %s is cut, and its connections stay so',
  async (region) => {
    const { relay, client, network, heard } = await setUp();
    network.cut(region);
    client.write('lost');
    await aMoment();
    network.heal(region);
    client.write('lost');
    await aMoment();
    expect(heard()).toBe('hello ');
    expect(client.destroyed).toBe(false);
    relay.close();
  },
);

test('a relay holds back what the server sends for as long as it was told', async () => {
  const { relay, client, clock, heard } = await setUp();
  relay.holdBack(10);
  client.write('later');
  await aMoment();
  await clock.advance(9_999);
  await aMoment();
  expect(heard()).toBe('hello ');
  await clock.advance(1);
  await expect.poll(heard).toBe('hello later');
  relay.close();
});

test('what a relay holds back when the Region is cut never arrives', async () => {
  const { relay, client, clock, network, heard } = await setUp();
  relay.holdBack(10);
  client.write('lost');
  await aMoment();
  network.cut('us-west-2');
  await clock.advance(20_000);
  await aMoment();
  expect(heard()).toBe('hello ');
  relay.close();
});

test('the end of the server ends the connection through the relay', async () => {
  const { relay, client } = await setUp();
  for (const socket of sockets) if (socket !== client) socket.end();
  await once(client, 'end');
  relay.close();
});

test('a real server on a port stands in the network under a name', async () => {
  const network = createNetwork(createVirtualClock());
  listenTcp(network, { host: 'echo.example.com', port: 7 }, port);
  const stream = network.connect({ host: 'echo.example.com', port: 7 });
  stream.end('hello');
  const [chunk] = await once(stream, 'data');
  expect(String(chunk)).toBe('hello');
  await once(stream, 'close');
});
