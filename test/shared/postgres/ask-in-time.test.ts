import { createServer, type Server } from 'node:net';
import Client from 'pg/lib/client.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askInTime } from '../../../shared/postgres/ask-in-time.ts';

const authenticated = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0]);
const ready = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);

describe('a server that lets somebody in and then says nothing', () => {
  let server: Server;
  beforeAll(async () => {
    server = createServer((socket) => {
      socket.once('data', () => socket.write(Buffer.concat([authenticated, ready])));
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => server.close());

  it('costs no more than the one timeout: what is asked after it fails at once', async () => {
    const at = server.address();
    const port = typeof at === 'string' ? 0 : at?.port;
    const client = new Client({ host: '127.0.0.1', port, user: 'reader', database: 'orders', ssl: false });
    client.on('error', () => undefined);
    await client.connect();
    const since = performance.now();
    const asked = ['SELECT 1', 'ROLLBACK', 'SELECT 2'].map((text) => () => askInTime(client, text, 400));
    const ends: unknown[] = [];
    for (const ask of asked) ends.push(await ask().catch((error: unknown) => error));
    expect(ends[0]).toMatchObject({ name: 'QueryTimeout', message: 'no answer within 0.4 s' });
    for (const end of ends) expect(end).toBeInstanceOf(Error);
    // Three timeouts would be 1200 ms; pg's own query_timeout takes them all.
    expect(performance.now() - since).toBeLessThan(800);
    await client.end();
  });
});
