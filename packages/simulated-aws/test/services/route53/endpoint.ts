import { createServer } from 'node:http';
import type { World } from '../../../src/world.ts';

type Reply = { status: number; body: string; afterSeconds: number };

/** An HTTP service in the simulated network whose answers a test can change at any time. */
export const createEndpoint = (world: World, at: { host: string; port: number; region?: string }) => {
  const reply: Reply = { status: 200, body: 'ok', afterSeconds: 0 };
  const paths: string[] = [];
  const hosts: string[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url ?? '');
    hosts.push(request.headers.host ?? '');
    const { status, body, afterSeconds } = reply;
    world.clock.after(afterSeconds * 1000, () => response.writeHead(status, { connection: 'close' }).end(body));
  });
  const listener = world.network.listen(at, (stream) => server.emit('connection', stream));
  return { reply, paths, hosts, close: listener.close };
};
