import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { askEndpoint as askAsDeployed, createAskEndpoint } from '../../../shared/aws/ask-endpoint.ts';
import { createAskableLookup } from '../../../shared/aws/askable-lookup.ts';

/** The servers of these tests stand where nobody may be sent. */
const askEndpoint = createAskEndpoint(() => undefined);

const servers: { close: () => void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const isAddress = (value: AddressInfo | string | null): value is AddressInfo => typeof value === 'object';

const serve = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener);
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  servers.push({ close });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${isAddress(address) ? address.port : 0}/health`;
};

const ask = (url: string, timeoutSeconds = 5) => askEndpoint({ url, method: 'GET', timeoutSeconds });

describe('an endpoint that is asked', () => {
  it('gives status and body', async () => {
    const url = await serve((_, response) => response.writeHead(503).end('busy'));
    expect(await ask(url)).toEqual({ status: 503, body: 'busy' });
  });

  it('is asked by the method that it was told', async () => {
    const url = await serve((request, response) => response.end(request.method));
    expect(await askEndpoint({ url, method: 'POST', timeoutSeconds: 5 })).toEqual({ status: 200, body: 'POST' });
  });

  it('is not followed where it redirects to', async () => {
    const url = await serve((_, response) => response.writeHead(302, { location: '/elsewhere' }).end());
    expect(await ask(url)).toEqual({ status: 302, body: '' });
  });

  it('is read as far as Route 53 reads', async () => {
    const url = await serve((_, response) => response.end(`${'a'.repeat(5119)}bc${'d'.repeat(200_000)}`));
    const { body } = await ask(url);
    expect(body).toHaveLength(5120);
    expect(body.endsWith('ab')).toBe(true);
  });

  it.each([
    { when: 'it never answers', listener: () => undefined },
    {
      when: 'it begins and never ends',
      listener: (_: unknown, response: { write: (text: string) => void }) => response.write('a'),
    },
  ])('takes no longer than it may when $when', async ({ listener }) => {
    const url = await serve((request, response) => void listener(request, response));
    await expect(ask(url, 0.05)).rejects.toMatchObject({ name: 'EndpointTimeout' });
  });

  it('that nobody listens at is an error of Node', async () => {
    const url = await serve(() => undefined);
    for (const server of servers.splice(0)) server.close();
    await expect(ask(url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('an endpoint that nobody may be sent to', () => {
  it.each([
    { by: 'an address', host: '127.0.0.1' },
    { by: 'a name', host: 'localhost' },
    { by: 'another notation', host: '2130706433' },
    { by: 'a mapped address', host: '[::ffff:127.0.0.1]' },
  ])('is never connected to by $by', async ({ host }) => {
    let requests = 0;
    const url = await serve((_, response) => {
      requests += 1;
      response.end();
    });
    const asked = askAsDeployed({ url: url.replace('127.0.0.1', host), method: 'GET', timeoutSeconds: 5 });
    await expect(asked).rejects.toMatchObject({ name: 'EndpointNotAskable', code: 'ENOTASKABLE' });
    expect(requests).toBe(0);
  });

  const lookUp = (addresses: readonly string[], all = true) => {
    const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    const lookup = createAskableLookup((_name, _options, done) => done(null, found));
    return new Promise((resolve) => {
      lookup('app.example.com', { all }, (error, address, family) => resolve(error?.message ?? [address, family]));
    });
  };

  it.each([
    { addresses: ['127.0.0.1'], why: 'it is not asked: app.example.com leads to 127.0.0.1 is loopback' },
    { addresses: ['203.0.113.7', '169.254.169.254'], why: 'app.example.com leads to 169.254.169.254 is link-local' },
    { addresses: ['::ffff:127.0.0.1'], why: 'app.example.com leads to ::ffff:127.0.0.1 is loopback' },
  ])('is not connected to by a name that leads to $addresses', async ({ addresses, why }) => {
    expect(await lookUp(addresses)).toContain(why);
  });

  it('is none that a name leads to elsewhere, a private address among them', async () => {
    const found = [
      { address: '203.0.113.7', family: 4 },
      { address: '10.0.0.7', family: 4 },
    ];
    expect(await lookUp(['203.0.113.7', '10.0.0.7'])).toEqual([found, undefined]);
    expect(await lookUp(['203.0.113.7', '10.0.0.7'], false)).toEqual(['203.0.113.7', 4]);
  });

  it('says so when the name cannot be resolved', async () => {
    const failure = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
    const lookup = createAskableLookup((_name, _options, done) => done(failure, []));
    const error = await new Promise((resolve) => {
      lookup('app.example.com', { all: true }, (found) => resolve(found));
    });
    expect(error).toBe(failure);
  });
});
