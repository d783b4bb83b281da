import { afterEach, describe, expect, it } from 'vitest';
import { createAnsweringWire } from './answering-wire.ts';
import { headOf, overSocket, signedFor } from './over-socket.ts';

let close: () => Promise<void> = async () => undefined;
afterEach(async () => await close());

const open = async () => {
  const { wire, calls, errors } = createAnsweringWire(() => ({ stateMachines: [] }));
  close = wire.close;
  return { port: await wire.listen(0), calls, errors };
};

const listing = {
  ...signedFor('states'),
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': 'AWSStepFunctions.ListStateMachines',
  'content-length': '2',
};

type Headers = Readonly<Record<string, string>>;

/** The request of an AWS client, with `headers` instead of its own. */
const askWith = async (headersAt: (port: number) => Headers) => {
  const { port, calls, errors } = await open();
  const headers = { host: `127.0.0.1:${port}`, ...listing, ...headersAt(port) };
  const answer = await overSocket(port, [headOf({ headers }), '{}']);
  expect(errors).toEqual([]);
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  return { status: head.split(' ')[1], head: head.toLowerCase(), body, calls, port };
};

describe('the name under which the wire was asked', () => {
  it.each<{ name: string; host: (port: number) => string }>([
    { name: '127.0.0.1', host: (port) => `127.0.0.1:${port}` },
    { name: 'localhost', host: (port) => `localhost:${port}` },
    { name: 'LOCALHOST', host: (port) => `LOCALHOST:${port}` },
    { name: '[::1]', host: (port) => `[::1]:${port}` },
    { name: 'a name of AWS', host: () => 'states.us-west-2.amazonaws.com' },
    { name: 'a name of AWS with a port', host: (port) => `states.us-west-2.amazonaws.com:${port}` },
  ])('may be $name', async ({ host }) => {
    const { status, calls } = await askWith((port) => ({ host: host(port) }));
    expect(status).toBe('200');
    expect(calls).toHaveLength(1);
  });

  it.each<{ name: string; host: (port: number) => string }>([
    { name: 'a name that leads to 127.0.0.1', host: (port) => `rebound.example:${port}` },
    { name: 'a name that begins like its own', host: (port) => `127.0.0.1.example:${port}` },
    { name: 'a name that ends like its own', host: (port) => `x.localhost:${port}` },
    { name: 'a name that ends with that of AWS', host: (port) => `states.us-west-2.amazonaws.com.example:${port}` },
    { name: 'another port', host: (port) => `127.0.0.1:${port - 1}` },
    { name: 'no port', host: () => '127.0.0.1' },
    { name: 'another address of this machine', host: (port) => `127.0.0.2:${port}` },
    { name: 'any address', host: (port) => `0.0.0.0:${port}` },
    { name: 'nothing', host: () => '' },
    { name: 'two names', host: (port) => `127.0.0.1:${port}@rebound.example` },
  ])('may not be $name', async ({ host }) => {
    const { status, head, body, calls, port } = await askWith((own) => ({ host: host(own) }));
    expect({ status, body, calls }).toEqual({
      status: '421',
      body: expect.stringContaining(`127.0.0.1:${port}, and answers to no other name`),
      calls: [],
    });
    expect(head).toContain('connection: close');
  });

  it('is not overruled by the target', async () => {
    const { port, calls } = await open();
    const target = 'http://rebound.example/';
    const answer = await overSocket(port, [
      headOf({ target, headers: { host: `127.0.0.1:${port}`, ...listing } }),
      '{}',
    ]);
    expect(answer).toContain(' 421 ');
    expect(calls).toEqual([]);
  });
});

describe('a page in a browser', () => {
  it.each<{ what: string; headers: (port: number) => Headers }>([
    { what: 'of another origin', headers: () => ({ origin: 'https://a.example' }) },
    { what: 'of no origin that it tells', headers: () => ({ origin: 'null' }) },
    { what: 'that the simulation served', headers: (port) => ({ origin: `http://127.0.0.1:${port}` }) },
    { what: 'that shows an image', headers: () => ({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }) },
    { what: 'of another port', headers: () => ({ 'sec-fetch-site': 'same-site' }) },
    { what: 'under a name of its own', headers: (port) => ({ host: `a.example:${port}`, origin: `http://a.example` }) },
  ])('$what is told nothing', async ({ headers }) => {
    const { status, head, body, calls } = await askWith(headers);
    expect({ status, body, calls }).toEqual({ status: '403', body: '', calls: [] });
    expect(head).not.toContain('access-control');
    expect(head).toContain('connection: close');
  });

  it('that asks whether it may ask is told nothing', async () => {
    const { port, calls } = await open();
    const asked = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-amz-target' };
    const headers = { host: `127.0.0.1:${port}`, origin: 'https://a.example', ...asked };
    const answer = await overSocket(port, [headOf({ method: 'OPTIONS', headers })]);
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
    expect(answer.toLowerCase()).not.toContain('access-control');
    expect(calls).toEqual([]);
  });

  it('is none where a person typed the address, as of a link that was signed', async () => {
    expect(await askWith(() => ({ 'sec-fetch-site': 'none' }))).toMatchObject({ status: '200' });
  });
});
