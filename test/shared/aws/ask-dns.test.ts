import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leadsTo } from '../../../shared/aws/ask-dns.ts';

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
