import { describe, expect, it } from 'vitest';
import { SwitchDnsSpec } from '../../../../shared/contracts/specs/switch-dns.ts';
import type { HealthFacts } from '../../../../shared/steps/switch-dns/health.ts';
import type { FoundRecord } from '../../../../shared/steps/switch-dns/record-sets.ts';
import { switchDns } from '../../../../shared/steps/switch-dns/switch-dns.ts';
import { reasonOf, stepRun, unreadable, wordOf } from '../../executor/step-run.ts';
import { config, facts, healthCheck, known, pair, plain, spec } from '../health-facts.ts';
import { answers, listed } from '../record-facts.ts';

const there = { name: answers(true) };

describe('a name behind a switch that is thrown', () => {
  const ipv6 = (change: Partial<FoundRecord> = {}): FoundRecord => ({
    set: { Name: 'app.example.com.', Type: 'AAAA', TTL: 60, ResourceRecords: [{ Value: '2001:db8:57::10' }] },
    isSimple: true,
    ...change,
  });
  const pairOfIpv6 = (change: Partial<FoundRecord>): FoundRecord[] => [
    ipv6({ isSimple: false, id: 'primary', failover: 'PRIMARY', ...change }),
    ipv6({
      set: { ...ipv6().set, ResourceRecords: [{ Value: '2001:db8::2' }] },
      ...{ isSimple: false, id: 'standby', failover: 'SECONDARY' },
    }),
  ];
  const unanswered = { unasked: ['HTTPS', 'SVCB'] } as const;
  const silent = unreadable('TimeoutError');
  const thrown = { switch: { kind: 'known', value: 'present' } } as const;
  const withoutZone = SwitchDnsSpec.parse({ ...plain, zone: undefined });

  it.each<{ when: string; word: string; because: string; given: Partial<HealthFacts>; of?: typeof spec }>([
    {
      when: 'an answer of another type leads elsewhere',
      word: 'wait',
      because: 'leads to east.example.com by A, and not by its AAAA answer',
      given: { name: answers(true, { leads: ['A'], elsewhere: ['AAAA'] }), records: undefined },
    },
    {
      when: 'a record that no answer shows leads elsewhere',
      word: 'wait',
      because: 'and not by AAAA 2001:db8:57::10 (set blue)',
      given: { ...there, records: listed(...pair, ipv6({ isSimple: false, id: 'blue' })) },
    },
    {
      when: 'a pair of another type follows another health check, and is not seen to lead there',
      word: 'wait',
      because: 'follows health check other, not the switch',
      given: { ...there, records: listed(...pair, ...pairOfIpv6({ healthCheck: 'other' })) },
    },
    {
      when: 'a pair of another type follows another health check, and is seen to lead there',
      word: 'done',
      because: '"answer"',
      given: {
        name: answers(true, { leads: ['A', 'AAAA'] }),
        records: listed(...pair, ...pairOfIpv6({ healthCheck: 'other' })),
      },
    },
    {
      when: 'the pairs of both types follow the switch',
      word: 'done',
      because: '"answer"',
      given: { ...there, records: listed(...pair, ...pairOfIpv6({ healthCheck })) },
    },
    {
      when: 'the control plane is silent, which is named',
      word: 'done',
      because: 'in zone Z0123456789: TimeoutError',
      given: { ...there, records: silent },
    },
    {
      when: 'the zone holds no such name, which is named',
      word: 'done',
      because: 'in zone Z0123456789: it holds none',
      given: { ...there, records: listed() },
    },
    {
      when: 'the plan names no zone, which is named',
      word: 'done',
      because: 'the plan names no zone of it',
      given: { ...there, records: undefined },
      of: withoutZone,
    },
    {
      when: 'the control plane has no time now',
      word: 'wait',
      because: 'could not be read: Throttling',
      given: { ...there, records: unreadable('Throttling', 400) },
    },
    {
      when: 'nobody has answered for HTTPS, and the zone cannot be read, either',
      word: 'wait',
      because: 'HTTPS or SVCB',
      given: { name: answers(true, unanswered), records: silent },
    },
    {
      when: 'nobody has answered for HTTPS, and the zone has none',
      word: 'done',
      because: '"answer"',
      given: { name: answers(true, unanswered) },
    },
  ])('when $when: $word', ({ word, because, given, of = spec }) => {
    const decision = switchDns.decide(of, facts({ ...thrown, ...given }), stepRun());
    expect(wordOf(decision)).toBe(word);
    expect(reasonOf(decision)).toContain(because);
    expect(reasonOf(decision).includes('"unseen"')).toBe(because.includes('zone') && word === 'done');
  });

  it.each<{ when: string; level: string; text: string; given: Partial<HealthFacts>; of?: typeof spec }>([
    {
      when: 'a record that no step moves',
      level: 'doubt',
      text: 'no step of the plan moves app.example.com AAAA 2001:db8:57::10; whoever follows it stays',
      given: { records: listed(...pair, ipv6()) },
    },
    {
      when: 'a pair that the switch does not turn',
      level: 'doubt',
      text: 'which follows no health check, not the switch',
      given: { records: listed(...pair, ...pairOfIpv6({})) },
    },
    {
      when: 'a zone that holds nothing of it',
      level: 'doubt',
      text: 'zone Z0123456789 holds no record of app.example.com',
      given: { records: listed() },
    },
    {
      when: 'records that nobody could read',
      level: 'warning',
      text: 'not looked at: records of app.example.com that answer others elsewhere, by weight or place (in zone Z0123456789: TimeoutError)',
      given: { records: silent },
    },
    {
      when: 'a type beside them, where nobody could read the records',
      level: 'warning',
      text: 'answers AAAA, too: whether the switch moves that is not known',
      given: { records: undefined, name: answers(false, { elsewhere: ['A', 'AAAA'] }) },
      of: withoutZone,
    },
  ])('says beforehand of $when', ({ level, text, given, of = spec }) => {
    const found = switchDns.assess(of, facts({ healthCheck: known(config), ...given }), stepRun());
    expect(found).toContainEqual({ level, text: expect.stringContaining(text) });
  });
});
