import { describe, expect, it } from 'vitest';
import { SwitchDnsSpec } from '../../../../shared/contracts/specs/switch-dns.ts';
import type { RecordSet } from '../../../../shared/steps/switch-dns/record-sets.ts';
import type { RecordsFacts } from '../../../../shared/steps/switch-dns/records.ts';
import { switchDns } from '../../../../shared/steps/switch-dns/switch-dns.ts';
import { reasonOf, stepRun, wordOf } from '../../executor/step-run.ts';
import { answers, common, facts, records } from '../record-facts.ts';

const decide = (given: Partial<RecordsFacts>, of: SwitchDnsSpec) => switchDns.decide(of, facts(given), stepRun());

describe('records of several types', () => {
  const alias = (host: string, Type: RecordSet['Type'] = 'A'): RecordSet => ({
    Name: 'app.example.com.',
    Type,
    AliasTarget: {
      HostedZoneId: host.startsWith('west') ? 'ZWEST' : 'ZEAST',
      DNSName: host,
      EvaluateTargetHealth: false,
    },
  });
  const valued = (Type: RecordSet['Type'], Value: string): RecordSet => ({
    Name: 'app.example.com.',
    Type,
    TTL: 60,
    ResourceRecords: [{ Value }],
  });
  const [from, to] = [
    { alias: 'west.example.com', aliasZone: 'ZWEST' },
    { alias: 'east.example.com', aliasZone: 'ZEAST' },
  ];
  const values = (value: string) => ({ values: [value], ttl: '60s' });
  const moving = (also: object[], stays: object[] = []) => SwitchDnsSpec.parse({ ...common, from, to, also, stays });
  const dual = moving([
    { type: 'AAAA', from, to },
    { type: 'HTTPS', from: values('1 . ipv4hint=192.0.2.1'), to: values('1 . ipv4hint=192.0.2.2') },
    { type: 'SVCB', from: values('0 west.example.com.'), to: 'nothing' },
  ]);
  const before = [
    alias('west.example.com'),
    alias('west.example.com', 'AAAA'),
    valued('HTTPS', '1 .  ipv4hint="192.0.2.1"'),
    valued('SVCB', '0 west.example.com.'),
  ];
  const after = [
    alias('east.example.com'),
    alias('east.example.com', 'AAAA'),
    valued('HTTPS', '1 . ipv4hint=192.0.2.2'),
  ];
  const changesOf = (decision: object): string[] =>
    JSON.parse(JSON.stringify(decision), (_key, value) => value).act.input.ChangeBatch.Changes.map(
      (one: { Action: string; ResourceRecordSet: RecordSet }) => `${one.Action} ${one.ResourceRecordSet.Type}`,
    );

  it('are moved in one batch, and what has nothing to lead to there is deleted', () => {
    const decision = decide({ records: records(...before) }, dual);
    expect(changesOf(decision)).toEqual([
      ...['DELETE A', 'CREATE A', 'DELETE AAAA', 'CREATE AAAA', 'DELETE HTTPS', 'CREATE HTTPS'],
      'DELETE SVCB',
    ]);
  });

  it('are moved as far as somebody has not moved them already', () => {
    const [first = alias('east.example.com')] = after;
    const decision = decide({ records: records(first, ...before.slice(1)) }, dual);
    expect(changesOf(decision)[0]).toBe('DELETE AAAA');
  });

  it('are done when all of them stand there and every answer leads there', () => {
    const name = answers(true, { leads: ['A', 'AAAA', 'HTTPS'] });
    expect(wordOf(decide({ records: records(...after), name }, dual))).toBe('done');
    const half = answers(true, { leads: ['A'], elsewhere: ['AAAA'] });
    const waiting = decide({ records: records(...after), name: half }, dual);
    expect(wordOf(waiting)).toBe('wait');
    expect(reasonOf(waiting)).toContain('by A, and not by its AAAA answer');
  });

  it.each([
    {
      when: 'one of them is not there',
      given: before.slice(0, 3),
      of: moving([{ type: 'AAAA', from, to }]),
      because: 'HTTPS',
    },
    {
      when: 'one of them leads elsewhere',
      given: [before[0], alias('third.example.com', 'AAAA')],
      of: dual,
      because: 'AAAA third.example.com',
    },
    { when: 'the plan names one that is missing', given: before.slice(0, 1), of: dual, because: 'no AAAA record' },
  ])('are refused when $when', ({ given, of, because }) => {
    const decision = decide({ records: records(...given.filter((one) => one !== undefined)) }, of);
    expect(wordOf(decision)).toBe('refuse');
    expect(reasonOf(decision)).toContain(because);
  });

  it.each([
    {
      when: 'the plan says that they stay',
      set: valued('AAAA', '2001:DB8:c0de::1'),
      stays: [{ type: 'AAAA', value: '2001:db8:c0de::1' }],
    },
    { when: 'they lead there anyway', set: alias('east.example.com', 'AAAA'), stays: [] },
    { when: 'they lead nowhere of their own', set: valued('HTTPS', '1 . alpn="h3"'), stays: [] },
  ])('may stand beside the one that is moved when $when', ({ set, stays }) => {
    expect(wordOf(decide({ records: records(alias('west.example.com'), set) }, moving([], stays)))).toBe('act');
  });
});
