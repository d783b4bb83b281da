import { createSocket } from 'node:dgram';
import { setTimeout } from 'node:timers/promises';
import { createDnsServer } from 'simulated-aws/dns/dns-server.ts';
import { describe, expect, it } from 'vitest';
import { createAskDns } from '../../../shared/aws/ask-dns.ts';

const balancer = 'shop-1755390241.us-west-2.elb.amazonaws.com';
const answers = {
  'app.example.com': [
    { name: 'app.example.com', type: 'CNAME', ttl: 30, value: balancer },
    { name: balancer, type: 'A', ttl: 60, value: '192.0.2.1' },
  ],
  [balancer]: [{ name: balancer, type: 'A', ttl: 60, value: '192.0.2.1' }],
  'alias.example.com': [
    { name: 'alias.example.com', type: 'A', ttl: 60, value: '192.0.2.1' },
    { name: 'alias.example.com', type: 'AAAA', ttl: 60, value: '2001:DB8:0::10' },
    {
      name: 'alias.example.com',
      type: 'HTTPS',
      ttl: 60,
      value: '1 . alpn="h3,h2" ipv4hint=192.0.2.7 ipv6hint=2001:db8::7',
    },
    { name: 'alias.example.com', type: 'HTTPS', ttl: 60, value: '2 other.example.com. port=8443' },
    { name: 'alias.example.com', type: 'SVCB', ttl: 60, value: '0 svc.example.com.' },
  ],
  'six.example.com': [{ name: 'six.example.com', type: 'AAAA', ttl: 60, value: '2001:db8::6' }],
} as const;

const unanswered = { kind: 'known', value: [] } as const;
const ofBalancer = { cname: balancer, addresses: [], ipv6: [], bindings: unanswered };
const ofAlias = {
  cname: undefined,
  addresses: ['192.0.2.1'],
  ipv6: ['2001:db8::10'],
  bindings: {
    kind: 'known',
    value: [
      { type: 'HTTPS', priority: 1, target: '', hints: ['192.0.2.7', '2001:db8::7'] },
      { type: 'HTTPS', priority: 2, target: 'other.example.com', hints: [] },
      { type: 'SVCB', priority: 0, target: 'svc.example.com', hints: [] },
    ],
  },
};

const isNamed = (name: string): name is keyof typeof answers => Object.hasOwn(answers, name);

/** The question ends the header of twelve bytes and the labels of its name. */
const typeAsked = (question: Buffer): number => question.readUInt16BE(question.indexOf(0, 12) + 1);

/** A real name server, and before it a way on which datagrams are lost. Answers its address, and how many came to it. */
const nameServer = async (
  isLost: (nth: number, type: number) => boolean,
  /** Of what Node's own resolver does not ask. */
  spoil: (answer: Buffer) => Buffer = (answer) => answer,
) => {
  const resolve = (name: string, type = 'A') =>
    isNamed(name) ? answers[name].filter((one) => one.type === 'CNAME' || one.type === type) : [];
  const server = await createDnsServer({ resolver: { resolve } });
  const way = createSocket('udp4');
  let came = 0;
  way.on('message', (question, from) => {
    came += 1;
    const type = typeAsked(question);
    if (isLost(came, type)) return;
    const onward = createSocket('udp4');
    onward.once('message', (answer) => {
      way.send(type > 60 ? spoil(answer) : answer, from.port, from.address);
      onward.close();
    });
    onward.send(question, server.port, '127.0.0.1');
  });
  await new Promise<void>((bound) => way.bind(0, '127.0.0.1', bound));
  return {
    ask: createAskDns([`127.0.0.1:${way.address().port}`]),
    came: () => came,
    close: async () => {
      way.close();
      await server.close();
    },
  };
};

describe('a look at a name over a network that loses datagrams', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is not ended by the loss of number %i alone', async (lost) => {
    const { ask, close } = await nameServer((nth) => nth === lost);
    expect(await ask.name('app.example.com')).toEqual(ofBalancer);
    expect(await ask.name('alias.example.com')).toEqual(ofAlias);
    await close();
  });

  it('is not ended by the loss of every second one', async () => {
    const { ask, close } = await nameServer((nth) => nth % 2 === 1);
    expect(await ask.name('alias.example.com')).toEqual(ofAlias);
    await close();
  });

  it('ends in DnsTimeout when all are lost, and asks no more', async () => {
    const { ask, came, close } = await nameServer(() => true);
    await expect(ask.name('app.example.com')).rejects.toMatchObject({ name: 'DnsTimeout' });
    // What was on its way as it was given up may still come.
    await setTimeout(500);
    const asked = came();
    expect(asked).toBeGreaterThan(4);
    await setTimeout(1500);
    expect(came()).toBe(asked);
    await close();
  });

  it('says at once that there is no such name', async () => {
    const { ask, close } = await nameServer(() => false);
    await expect(ask.name('nowhere.example.com')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    await close();
  });
});

describe('a look at a name', () => {
  it('finds IPv6 where there is nothing else, of the name and of a host', async () => {
    const { ask, close } = await nameServer(() => false);
    expect(await ask.name('six.example.com')).toMatchObject({ addresses: [], ipv6: ['2001:db8::6'] });
    expect(await ask.host('app.example.com')).toEqual({ addresses: ['192.0.2.1'], ipv6: [] });
    await close();
  });

  it('says that nobody has answered for HTTPS and SVCB where a resolver lets such questions drop', async () => {
    const { ask, close } = await nameServer((_nth, type) => type > 60);
    const answer = await ask.name('alias.example.com');
    expect(answer).toMatchObject({ addresses: ['192.0.2.1'], bindings: { failure: { error: 'DnsTimeout' } } });
    await close();
  });

  it.each([
    { code: 4, error: 'DnsRefused' },
    { code: 5, error: 'DnsRefused' },
  ])('says so where a resolver answers them with code $code', async ({ code, error }) => {
    const { ask, close } = await nameServer(
      () => false,
      (answer) => Object.assign(answer, { 3: ((answer[3] ?? 0) & 0xf0) | code }),
    );
    expect(await ask.name('alias.example.com')).toMatchObject({ bindings: { failure: { error } } });
    await close();
  });

  it('takes no answer for one that is cut', async () => {
    const { ask, close } = await nameServer(
      () => false,
      (answer) => Object.assign(answer, { 2: (answer[2] ?? 0) | 2 }),
    );
    expect(await ask.name('alias.example.com')).toMatchObject({ bindings: { failure: { error: 'DnsTruncated' } } });
    await close();
  });
});
