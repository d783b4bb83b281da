import { createSocket } from 'node:dgram';
import { Resolver as SystemResolver } from 'node:dns/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDnsServer, type DnsServer } from '../../src/dns/dns-server.ts';
import { resolveOverUdp } from '../../src/dns/resolve-over-udp.ts';
import type { DnsAnswer } from '../../src/dns/resolver.ts';

const target = 'harbour-1755390241.us-west-2.elb.amazonaws.com';

const known: Readonly<Record<string, readonly DnsAnswer[]>> = {
  'app.harbour.dev': [
    { name: 'app.harbour.dev', type: 'CNAME', ttl: 30, value: target },
    { name: target, type: 'A', ttl: 60, value: '203.0.113.10' },
  ],
  'alias.harbour.dev': [{ name: 'alias.harbour.dev', type: 'A', ttl: 60, value: '203.0.113.20' }],
  'dangling.harbour.dev': [{ name: 'dangling.harbour.dev', type: 'CNAME', ttl: 30, value: 'gone.example.com' }],
};

let server: DnsServer;

beforeEach(async () => {
  server = await createDnsServer({ resolver: { resolve: (name) => known[name] ?? [] } });
});

afterEach(() => server.close());

/** An independent client: c-ares, as Node brings it. */
const independent = (): SystemResolver => {
  const resolver = new SystemResolver({ timeout: 60_000, tries: 1 });
  resolver.setServers([`127.0.0.1:${server.port}`]);
  return resolver;
};

const send = (message: Buffer): Promise<Buffer | undefined> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4');
    const end = (answer: Buffer | undefined) => {
      clearTimeout(timeout);
      socket.close();
      resolve(answer);
    };
    const timeout = setTimeout(() => end(undefined), 50);
    socket.once('message', end);
    socket.send(message, server.port, '127.0.0.1');
  });

describe('the DNS server', () => {
  it('answers another client with addresses, their TTL and the CNAME', async () => {
    const client = independent();
    expect(await client.resolve4('app.harbour.dev', { ttl: true })).toEqual([{ address: '203.0.113.10', ttl: 30 }]);
    expect(await client.resolveCname('app.harbour.dev')).toEqual([target]);
  });

  it.each([
    { question: 'an address of a name that is not there', name: 'gone.harbour.dev', type: 'A', code: 'ENOTFOUND' },
    { question: 'IPv6 of a name with IPv4 only', name: 'alias.harbour.dev', type: 'AAAA', code: 'ENODATA' },
    { question: 'the CNAME of a name with an address', name: 'alias.harbour.dev', type: 'CNAME', code: 'ENODATA' },
    {
      question: 'an address behind a CNAME that leads nowhere',
      name: 'dangling.harbour.dev',
      type: 'A',
      code: 'ENOTFOUND',
    },
  ])('answers $code to the question for $question', async ({ name, type, code }) => {
    await expect(independent().resolve(name, type)).rejects.toMatchObject({ code });
  });

  it('takes no notice of what is no DNS message and goes on answering', async () => {
    expect(await send(Buffer.from('?'))).toBeUndefined();
    expect(await independent().resolve4('alias.harbour.dev')).toEqual(['203.0.113.20']);
  });

  it('knows names whatever their case', async () => {
    expect(await independent().resolve4('ALIAS.harbour.dev')).toEqual(['203.0.113.20']);
  });
});

describe('resolveOverUdp', () => {
  it('gives the end of the chain and the shortest TTL on the way', async () => {
    const answer = await resolveOverUdp('app.harbour.dev', { port: server.port });
    expect(answer).toEqual({ canonicalName: target, address: '203.0.113.10', ttl: 30 });
  });

  it('fails as node:dns does when the name leads nowhere', async () => {
    await expect(resolveOverUdp('gone.harbour.dev', { port: server.port })).rejects.toMatchObject({
      code: 'ENOTFOUND',
    });
    await expect(resolveOverUdp('dangling.harbour.dev', { port: server.port })).rejects.toMatchObject({
      code: 'ENOTFOUND',
    });
  });

  it('fails when nobody answers in time', async () => {
    const silent = createSocket('udp4');
    await new Promise<void>((bound) => silent.bind(0, '127.0.0.1', bound));
    const options = { port: silent.address().port, timeoutMs: 20 };
    await expect(resolveOverUdp('app.harbour.dev', options)).rejects.toMatchObject({ code: 'ETIMEOUT' });
    silent.close();
  });
});
