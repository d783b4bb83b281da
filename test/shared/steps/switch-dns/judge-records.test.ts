import { describe, expect, it } from 'vitest';
import { unmovedRecords } from '../../../../shared/steps/switch-dns/judge-records.ts';
import type { FoundRecord } from '../../../../shared/steps/switch-dns/record-sets.ts';
import { foundRecord } from '../../../../shared/steps/switch-dns/record-sets.ts';

const zone = 'Z0123456789';
const healthCheck = '5e1da000-0001-4000-8000-000000000001';
const [west, east] = ['shop-1.us-west-2.elb.amazonaws.com', 'shop-2.us-east-1.elb.amazonaws.com'];
const goal = { name: 'app.example.com', host: east, right: [] };

type Listed = Parameters<typeof foundRecord>[0];
type Type = Exclude<Listed['Type'], undefined>;

const alias = (type: Type, host: string, change: Partial<Listed> = {}): Listed => ({
  Name: 'app.example.com.',
  Type: type,
  AliasTarget: { HostedZoneId: 'ZELB', DNSName: `dualstack.${host}.`, EvaluateTargetHealth: false },
  ...change,
});
const values = (type: Type, value: string, change: Partial<Listed> = {}): Listed => ({
  Name: 'app.example.com.',
  Type: type,
  TTL: 60,
  ResourceRecords: value.split(' and ').map((Value) => ({ Value })),
  ...change,
});
const primary = (check?: string) => ({
  SetIdentifier: 'primary',
  Failover: 'PRIMARY' as const,
  ...(check !== undefined && { HealthCheckId: check }),
});
const standby = { SetIdentifier: 'standby', Failover: 'SECONDARY' as const };
const pair = (type: Type, check?: string): Listed[] => [alias(type, west, primary(check)), alias(type, east, standby)];

const found = (sets: readonly Listed[]): FoundRecord[] => sets.flatMap(foundRecord);
const unmoved = (
  sets: readonly Listed[],
  behind: Readonly<Record<string, readonly Listed[]>> = {},
  wildcard?: string,
) => {
  const all = found(sets);
  const inside = new Map(Object.entries(behind).map(([name, listed]) => [name, found(listed)] as const));
  const records =
    wildcard === undefined
      ? { own: all, behind: inside }
      : { own: [], wildcard: { name: wildcard, records: all }, behind: inside };
  const host = { addresses: ['192.0.2.2'], ipv6: ['2001:db8::2'] };
  return unmovedRecords({ goal, zone, records, host, healthCheck });
};

const within = (type: Type, name: string, change: Partial<Listed> = {}): Listed => ({
  ...alias(type, west, change),
  AliasTarget: { HostedZoneId: zone, DNSName: `${name}.`, EvaluateTargetHealth: false },
});

describe('a record is done with', () => {
  it.each<{ when: string; sets: Listed[]; behind?: Record<string, Listed[]> }>([
    { when: 'the switch turns its pair', sets: pair('A', healthCheck) },
    { when: 'the switch turns each of two pairs', sets: [...pair('A', healthCheck), ...pair('AAAA', healthCheck)] },
    { when: 'it leads there anyway', sets: [...pair('A', healthCheck), alias('AAAA', east)] },
    { when: 'its addresses are those of the host', sets: [values('A', '192.0.2.2'), values('AAAA', '2001:DB8:0::2')] },
    {
      when: 'each of several sets leads there',
      sets: ['a', 'b'].map((SetIdentifier) => alias('AAAA', east, { SetIdentifier, Weight: 1 })),
    },
    {
      when: 'an HTTPS record is about the name itself',
      sets: [...pair('A', healthCheck), values('HTTPS', '1 . alpn="h3,h2"')],
    },
    {
      when: 'it is an alias of a pair of the same zone that the switch turns',
      sets: [within('A', 'pair.example.com')],
      behind: { 'pair.example.com': pair('A', healthCheck) },
    },
    {
      when: 'both ends of its pair are aliases within the zone',
      sets: [within('A', 'w.example.com', primary(healthCheck)), within('A', 'e.example.com', standby)],
      behind: { 'e.example.com': [alias('A', east)] },
    },
  ])('when $when', ({ sets, behind }) => {
    expect(unmoved(sets, behind)).toEqual([]);
  });

  it('when a wildcard answers for the name, and the switch turns its pair', () => {
    expect(unmoved(pair('A', healthCheck), {}, '*.example.com')).toEqual([]);
  });
});

const other = '5e1da000-0009-4000-8000-000000000009';

describe('a record that nothing moves is named', () => {
  it.each<{ when: string; sets: Listed[]; text: string; behind?: Record<string, Listed[]>; mayTurn?: boolean }>([
    {
      when: 'it is an address of nobody knows whom',
      sets: [values('AAAA', '2001:db8:57::10')],
      text: 'AAAA 2001:db8:57::10',
    },
    {
      when: 'one of its addresses is',
      sets: [values('AAAA', '2001:db8::2 and 2001:db8:57::10')],
      text: 'AAAA 2001:db8::2, 2001:db8:57::10',
    },
    { when: 'it leads to the old side', sets: [alias('AAAA', west)], text: `AAAA dualstack.${west}` },
    {
      when: 'it is weighted',
      sets: [alias('AAAA', west, { SetIdentifier: 'blue', Weight: 10 })],
      text: `AAAA dualstack.${west} (set blue)`,
    },
    {
      when: 'it is of weight 0',
      sets: [alias('AAAA', west, { SetIdentifier: 'blue', Weight: 0 })],
      text: '(set blue)',
    },
    {
      when: 'it is by latency',
      sets: [alias('AAAA', west, { SetIdentifier: 'w', Region: 'us-west-2' })],
      text: '(set w)',
    },
    {
      when: 'it is for a place',
      sets: [values('A', '192.0.2.9', { SetIdentifier: 'de', GeoLocation: { CountryCode: 'DE' } })],
      text: 'A 192.0.2.9 (set de)',
    },
    {
      when: 'it is one of many values',
      sets: [values('A', '192.0.2.9', { SetIdentifier: 'm', MultiValueAnswer: true })],
      text: '(set m)',
    },
    {
      when: 'its primary has no health check',
      sets: pair('AAAA'),
      text: 'follows no health check, not the switch',
      mayTurn: true,
    },
    {
      when: 'its primary follows another one',
      sets: pair('AAAA', other),
      text: `follows health check ${other}, not the switch`,
      mayTurn: true,
    },
    {
      when: 'its primary follows the health of its target',
      sets: [
        alias('AAAA', west, {
          ...primary(),
          AliasTarget: { HostedZoneId: 'ZELB', DNSName: west, EvaluateTargetHealth: true },
        }),
        alias('AAAA', east, standby),
      ],
      text: 'follows the health of its target, not the switch',
      mayTurn: true,
    },
    { when: 'its pair has no second', sets: [alias('AAAA', west, primary(healthCheck))], text: 'has no SECONDARY' },
    {
      when: 'an HTTPS record hints elsewhere',
      sets: [values('HTTPS', '1 . ipv6hint=2001:db8:57::10')],
      text: 'HTTPS 1 . ipv6hint=2001:db8:57::10',
    },
    {
      when: 'an HTTPS record leads elsewhere',
      sets: [values('HTTPS', '0 west.example.com.')],
      text: 'HTTPS 0 west.example.com.',
    },
    { when: 'an SVCB record cannot be read', sets: [values('SVCB', 'odd')], text: 'SVCB odd' },
    { when: 'a CNAME leads elsewhere', sets: [values('CNAME', 'west.example.com')], text: 'CNAME west.example.com' },
    {
      when: 'it is an alias of a name that is not there',
      sets: [within('A', 'gone.example.com')],
      text: 'A gone.example.com',
    },
    {
      when: 'one of the sets behind an alias leads elsewhere',
      sets: [within('A', 'w.example.com')],
      behind: {
        'w.example.com': [
          alias('A', east, { SetIdentifier: 'e', Weight: 1 }),
          alias('A', west, { SetIdentifier: 'w', Weight: 1 }),
        ],
      },
      text: 'A w.example.com',
    },
    {
      when: 'aliases lead in a circle',
      sets: [within('A', 'a.example.com')],
      behind: { 'a.example.com': [within('A', 'a.example.com')] },
      text: 'A a.example.com',
    },
  ])('when $when', ({ sets, text, behind, mayTurn = false }) => {
    const [first, ...others] = unmoved(sets, behind);
    expect(first?.text).toContain(text);
    expect(first?.mayTurn).toBe(mayTurn);
    expect(others).toEqual([]);
  });

  it('when the second of its pair leads elsewhere, both of them', () => {
    const sets = [alias('AAAA', west, primary(healthCheck)), alias('AAAA', 'third.example.com', standby)];
    expect(unmoved(sets).map(({ text }) => text)).toEqual([
      expect.stringContaining('whose SECONDARY leads elsewhere'),
      expect.stringContaining('third.example.com (set standby)'),
    ]);
  });
});
