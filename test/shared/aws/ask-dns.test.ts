import { createSocket } from 'node:dgram';
import fc from 'fast-check';
import { createDnsServer } from 'simulated-aws/dns/dns-server.ts';
import { describe, expect, it } from 'vitest';
import { createAskDns, leadsTo } from '../../../shared/aws/ask-dns.ts';

const balancer = 'shop-1755390241.us-west-2.elb.amazonaws.com';
const byName = (cname: string) => ({ cname, addresses: [] });
const byAddress = (...addresses: string[]) => ({ cname: undefined, addresses });

describe('a name', () => {
  it.each([
    { when: 'it is another name of the host', answer: byName(balancer), of: [] },
    { when: 'it is the dual-stack name of the host', answer: byName(`dualstack.${balancer}`), of: [] },
    { when: 'it is answered with the addresses of the host', answer: byAddress('192.0.2.1'), of: ['192.0.2.1'] },
    {
      when: 'each answer has some of many addresses',
      answer: byAddress('192.0.2.1', '192.0.2.2'),
      of: ['192.0.2.2', '192.0.2.3'],
    },
  ])('leads there when $when', ({ answer, of }) => {
    expect(leadsTo(answer, balancer, of)).toBe(true);
  });

  it.each([
    { when: 'it is another name of another host', answer: byName(`x-${balancer}`), of: ['192.0.2.1'] },
    { when: 'it has other addresses', answer: byAddress('198.51.100.1'), of: ['192.0.2.1'] },
    { when: 'it has no addresses', answer: byAddress(), of: ['192.0.2.1'] },
    { when: 'the host has none', answer: byAddress('192.0.2.1'), of: [] },
  ])('does not lead there when $when', ({ answer, of }) => {
    expect(leadsTo(answer, balancer, of)).toBe(false);
  });

  it('is seen to lead to a load balancer of twelve nodes, eight of which an answer has', () => {
    const nodes = Array.from({ length: 12 }, (_, index) => `192.0.2.${index + 1}`);
    const eight = fc.shuffledSubarray(nodes, { minLength: 8, maxLength: 8 });
    fc.assert(fc.property(eight, eight, (one, other) => leadsTo(byAddress(...one), balancer, other)));
  });
});

const answers = {
  'app.example.com': [
    { name: 'app.example.com', type: 'CNAME', ttl: 30, value: balancer },
    { name: balancer, type: 'A', ttl: 60, value: '192.0.2.1' },
  ],
  'alias.example.com': [{ name: 'alias.example.com', type: 'A', ttl: 60, value: '192.0.2.1' }],
} as const;

const isNamed = (name: string): name is keyof typeof answers => Object.hasOwn(answers, name);

/** A real name server, and before it a way on which datagrams are lost. Answers its address, and how many came to it. */
const nameServer = async (isLost: (nth: number) => boolean) => {
  const server = await createDnsServer({ resolver: { resolve: (name) => (isNamed(name) ? answers[name] : []) } });
  const way = createSocket('udp4');
  let came = 0;
  way.on('message', (question, from) => {
    came += 1;
    if (isLost(came)) return;
    const onward = createSocket('udp4');
    onward.once('message', (answer) => {
      way.send(answer, from.port, from.address);
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
  it.each([1, 2, 3, 4, 5])('is not ended by the loss of number %i alone', async (lost) => {
    const { ask, close } = await nameServer((nth) => nth === lost);
    expect(await ask('app.example.com')).toEqual({ cname: balancer, addresses: [] });
    expect(await ask('alias.example.com')).toEqual({ cname: undefined, addresses: ['192.0.2.1'] });
    await close();
  });

  it('is not ended by the loss of every second one', async () => {
    const { ask, close } = await nameServer((nth) => nth % 2 === 1);
    expect(await ask('alias.example.com')).toEqual({ cname: undefined, addresses: ['192.0.2.1'] });
    await close();
  });

  it('ends in DnsTimeout when all are lost, and asks no more', async () => {
    const { ask, came, close } = await nameServer(() => true);
    await expect(ask('app.example.com')).rejects.toMatchObject({ name: 'DnsTimeout' });
    const asked = came();
    expect(asked).toBeGreaterThan(4);
    await new Promise((resolve) => void setTimeout(resolve, 700));
    expect(came()).toBe(asked);
    await close();
  });

  it('says at once that there is no such name', async () => {
    const { ask, close } = await nameServer(() => false);
    await expect(ask('nowhere.example.com')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    await close();
  });
});
