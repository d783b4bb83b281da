import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DnsAnswer, HostAddresses } from '../../../../shared/aws/ask-dns.ts';
import { parseServiceBinding } from '../../../../shared/domain/service-binding.ts';
import { isLedThere, judgeAnswer } from '../../../../shared/steps/switch-dns/judge-answer.ts';

const name = 'app.example.com';
const balancer = 'shop-1755390241.us-west-2.elb.amazonaws.com';
const goal = { name, host: balancer, right: [] };

const bound = (type: 'HTTPS' | 'SVCB', ...values: string[]): DnsAnswer['bindings'] => ({
  kind: 'known',
  value: values.flatMap((value) => {
    const binding = parseServiceBinding(value);
    return binding === undefined ? [] : [{ type, ...binding }];
  }),
});
const answered = (change: Partial<DnsAnswer> = {}): DnsAnswer => ({
  ...{ cname: undefined, addresses: ['192.0.2.1'], ipv6: [], bindings: bound('HTTPS') },
  ...change,
});
const host: HostAddresses = { addresses: ['192.0.2.1', '192.0.2.2'], ipv6: ['2001:db8::1'] };

const judged = (
  change: Partial<DnsAnswer>,
  given: Readonly<{ of?: HostAddresses; right?: typeof goal.right }> = {},
) => {
  const { of = host, ...more } = given;
  return judgeAnswer({ ...goal, ...more }, answered(change), of);
};

describe('a name', () => {
  it.each<{ when: string; change: Partial<DnsAnswer>; leads: string[] }>([
    { when: 'it is another name of the host', change: { cname: balancer }, leads: ['CNAME'] },
    { when: 'it is the dual-stack name of the host', change: { cname: `dualstack.${balancer}` }, leads: ['CNAME'] },
    { when: 'it is answered with addresses of the host', change: {}, leads: ['A'] },
    { when: 'its IPv6 is of the host, too', change: { ipv6: ['2001:db8::1'] }, leads: ['A', 'AAAA'] },
    { when: 'it has IPv6 alone', change: { addresses: [], ipv6: ['2001:db8::1'] }, leads: ['AAAA'] },
    {
      when: 'its HTTPS record is about itself',
      change: { bindings: bound('HTTPS', '1 . alpn="h3,h2"', `2 ${name}. port=8443`) },
      leads: ['A', 'HTTPS'],
    },
    {
      when: 'its HTTPS record leads to the host, with hints of it',
      change: { bindings: bound('HTTPS', `1 ${balancer}. ipv4hint=192.0.2.2 ipv6hint=2001:DB8:0::1`) },
      leads: ['A', 'HTTPS'],
    },
    {
      when: 'its SVCB record is an alias of the host',
      change: { bindings: bound('SVCB', `0 ${balancer}`) },
      leads: ['A', 'SVCB'],
    },
  ])('leads there when $when', ({ change, leads }) => {
    const found = judged(change);
    expect(found).toMatchObject({ leads, elsewhere: [] });
    expect(isLedThere(found)).toBe(true);
  });

  it.each<{ when: string; change: Partial<DnsAnswer>; elsewhere: string[]; of?: HostAddresses }>([
    { when: 'it is another name of another host', change: { cname: `x-${balancer}` }, elsewhere: ['CNAME'] },
    { when: 'it has other addresses', change: { addresses: ['198.51.100.1'] }, elsewhere: ['A'] },
    {
      when: 'one of its addresses is of another host',
      change: { addresses: ['192.0.2.1', '198.51.100.1'] },
      elsewhere: ['A'],
    },
    { when: 'the host has none', change: {}, elsewhere: ['A'], of: { addresses: [], ipv6: [] } },
    { when: 'its IPv6 is of nobody knows whom', change: { ipv6: ['2001:db8:57::10'] }, elsewhere: ['AAAA'] },
    {
      when: 'its IPv6 is that of the host and another',
      change: { ipv6: ['2001:db8::1', '2001:db8::9'] },
      elsewhere: ['AAAA'],
    },
    {
      when: 'its HTTPS record hints at another address',
      change: { bindings: bound('HTTPS', '1 . ipv4hint=198.51.100.1') },
      elsewhere: ['HTTPS'],
    },
    {
      when: 'its HTTPS record hints at another IPv6 address',
      change: { bindings: bound('HTTPS', '1 . ipv6hint=2001:db8::9') },
      elsewhere: ['HTTPS'],
    },
    {
      when: 'its HTTPS record leads to another host',
      change: { bindings: bound('HTTPS', '1 west.example.com.') },
      elsewhere: ['HTTPS'],
    },
    {
      when: 'its SVCB record is an alias of another host',
      change: { bindings: bound('SVCB', '0 west.example.com.') },
      elsewhere: ['SVCB'],
    },
    {
      when: 'one of its HTTPS records leads elsewhere',
      change: { bindings: bound('HTTPS', '1 .', '2 west.example.com.') },
      elsewhere: ['HTTPS'],
    },
  ])('does not lead there when $when', ({ change, elsewhere, of }) => {
    const found = judged(change, of === undefined ? {} : { of });
    expect(found.elsewhere).toEqual(elsewhere);
    expect(isLedThere(found)).toBe(false);
  });

  it('leads nowhere by HTTPS records alone', () => {
    expect(isLedThere(judged({ addresses: [], bindings: bound('HTTPS', `1 ${balancer}.`) }))).toBe(false);
  });

  it('says of which types nobody has answered', () => {
    const bindings = { kind: 'unreadable', failure: { error: 'DnsTimeout', message: '' } } as const;
    expect(judged({ bindings })).toMatchObject({ leads: ['A'], elsewhere: [], unasked: ['HTTPS', 'SVCB'] });
  });

  it.each([
    { type: 'AAAA', value: '2001:DB8:57:0::10', change: { ipv6: ['2001:db8:57::10'] } },
    {
      type: 'HTTPS',
      value: '1 cdn.example.net. alpn="h3"',
      change: { bindings: bound('HTTPS', '1 cdn.example.net.') },
    },
  ])('is not held up by $type $value where the plan says that it stays', ({ type, value, change }) => {
    expect(isLedThere(judged(change))).toBe(false);
    expect(isLedThere(judgeAnswer({ ...goal, right: [{ type, value }] }, answered(change), host))).toBe(true);
  });

  it('is seen to lead to a load balancer of twelve nodes, eight of which an answer has', () => {
    const nodes = Array.from({ length: 12 }, (_, index) => `192.0.2.${index + 1}`);
    const eight = fc.shuffledSubarray(nodes, { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(eight, eight, (addresses, other) =>
        isLedThere(judged({ addresses }, { of: { addresses: other, ipv6: [] } })),
      ),
    );
  });
});
