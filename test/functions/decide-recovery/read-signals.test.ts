import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { createReadSignals } from '../../../functions/decide-recovery/read-signals.ts';
import { given, planOf } from '../../shared/support/plan.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

const serve = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const address = server.address();
  return typeof address === 'object' && address ? `http://127.0.0.1:${address.port}/health` : '';
};

const at = '2026-01-05T03:00:00.000Z';
const read = (...signals: object[]) =>
  createReadSignals(() => at)(planOf({ data: [given.promote] }, { detection: { signals } }));

it.each([
  { when: 'it answers 200', status: 200, body: 'ok', state: 'good', answer: 'status 200' },
  { when: 'it redirects', status: 302, body: '', state: 'good', answer: 'status 302' },
  { when: 'it answers 503', status: 503, body: 'ok', state: 'bad', answer: 'status 503' },
  { when: 'it answers 404', status: 404, body: 'ok', state: 'bad', answer: 'status 404' },
])('finds a signal $state when $when', async ({ status, body, state, answer }) => {
  const probe = await serve((_request, response) => {
    response.writeHead(status).end(body);
  });
  expect(await read({ probe })).toEqual([{ signal: `probe ${probe}`, vantage: 'us-east-1', state, answer, at }]);
});

it.each([
  { when: 'the text is there', body: '{"status":"ok"}', state: 'good' },
  { when: 'the text is not there', body: '{"status":"down"}', state: 'bad' },
  { when: 'the text stands beyond the first 5,120 bytes', body: `${' '.repeat(5120)}"status":"ok"`, state: 'bad' },
])('finds a signal $state when $when', async ({ body, state }) => {
  const probe = await serve((_request, response) => {
    response.end(body);
  });
  expect(await read({ probe, contains: '"status":"ok"' })).toMatchObject([{ state }]);
});

it('finds a signal bad when nobody listens', async () => {
  const probe = await serve(() => undefined);
  await stops.pop()?.();
  expect(await read({ probe })).toMatchObject([{ state: 'bad', answer: 'no answer: ECONNREFUSED' }]);
});

it('finds a signal bad when the connection breaks off', async () => {
  const probe = await serve((request) => {
    request.socket.destroy();
  });
  expect(await read({ probe })).toMatchObject([{ state: 'bad', answer: 'no answer: ECONNRESET' }]);
});

it('reads all signals, each for itself', async () => {
  const good = await serve((_request, response) => {
    response.end();
  });
  const bad = await serve((_request, response) => {
    response.writeHead(500).end();
  });
  expect((await read({ probe: bad }, { probe: good })).map(({ state }) => state)).toEqual(['bad', 'good']);
});
