import { describe, expect, it } from 'vitest';
import type { StepRun } from '../../../shared/executor/step.ts';
import type { HealthFacts } from '../../../shared/steps/switch-dns/health.ts';
import { switchDns } from '../../../shared/steps/switch-dns/switch-dns.ts';
import { act, reasonOf, stepRun, unreadable, wordOf } from '../executor/step-run.ts';
import { config, facts, known, spec } from './health-facts.ts';
import { answers, listed } from './record-facts.ts';

const there = { name: answers(true) };
const put = (change = {}) => ({ acts: [act('PutObject', 5, change)] });

describe('a switch', () => {
  it.each<{ when: string; word: string; because: string; given?: Partial<HealthFacts>; run?: Partial<StepRun> }>([
    { when: 'is absent', word: 'act', because: '"IfNoneMatch":"*"' },
    {
      when: 'is hidden, and nothing was put',
      word: 'act',
      because: 'west-is-lost',
      given: { switch: known('hidden') },
    },
    {
      when: 'is hidden, and was put',
      word: 'wait',
      because: 'does not lead to east',
      given: { switch: known('hidden') },
      run: put(),
    },
    {
      when: 'is hidden, and was there already',
      word: 'wait',
      because: 'does not lead to east',
      given: { switch: known('hidden') },
      run: put({ result: 'rejected', error: 'PreconditionFailed' }),
    },
    {
      when: 'is absent although a put was not answered',
      word: 'act',
      because: 'west-is-lost',
      run: put({ result: 'unknown' }),
    },
    {
      when: 'is thrown, and the name answers the old host',
      word: 'wait',
      because: 'does not lead to east',
      given: { switch: known('present') },
    },
    {
      when: 'is thrown, and the name cannot be asked',
      word: 'wait',
      because: 'DnsTimeout',
      given: { switch: known('present'), name: unreadable('DnsTimeout') },
    },
    {
      when: 'is thrown, and the name answers the new host',
      word: 'done',
      because: 's3://region-switch/west-is-lost',
      given: { switch: known('present'), ...there },
    },
    { when: 'is absent, though the name answers the new host', word: 'act', because: 'not thrown', given: there },
    { when: 'cannot be read now', word: 'wait', because: 'SlowDown', given: { switch: unreadable('SlowDown', 503) } },
  ])('that $when: $word', ({ word, because, given, run }) => {
    const decision = switchDns.decide(spec, facts(given), stepRun(run));
    expect(wordOf(decision)).toBe(word);
    expect(reasonOf(decision)).toContain(because);
  });

  it.each([
    { when: 'is as it should be', change: {}, levels: [] },
    { when: 'is not inverted', change: { Inverted: false }, levels: ['blocker'] },
    { when: 'is disabled, so always healthy', change: { Disabled: true, Inverted: false }, levels: ['blocker'] },
    { when: 'is disabled and inverted, so always unhealthy', change: { Disabled: true }, levels: ['warning'] },
    { when: 'only opens a connection', change: { Type: 'TCP' as const }, levels: ['doubt'] },
    { when: 'looks elsewhere', change: { ResourcePath: '/other' }, levels: ['doubt'] },
  ])('whose health check $when is found so', ({ change, levels }) => {
    const given = facts({ healthCheck: known({ ...config, ...change }) });
    expect(switchDns.assess(spec, given, stepRun()).map(({ level }) => level)).toEqual(levels);
  });

  it.each([
    { when: 'is not inverted', change: { Inverted: false }, word: 'refuse', because: 'the switch would do nothing' },
    {
      when: 'is disabled',
      change: { Inverted: false, Disabled: true },
      word: 'refuse',
      because: 'disabled, which counts as healthy',
    },
    { when: 'is disabled and inverted', change: { Disabled: true }, word: 'act', because: 'not thrown' },
  ])('whose health check $when: $word', ({ change, word, because }) => {
    const decision = switchDns.decide(spec, facts({ healthCheck: known({ ...config, ...change }) }), stepRun());
    expect(wordOf(decision)).toBe(word);
    expect(reasonOf(decision)).toContain(because);
  });

  it('whose health check cannot be read is a warning only: the switch does not rest on it', () => {
    const given = facts({ healthCheck: unreadable('TimeoutError') });
    expect(switchDns.assess(spec, given, stepRun()).map(({ level }) => level)).toEqual(['warning']);
  });

  it.each([
    { when: 'is not there', host: unreadable('ENOTFOUND'), run: {}, levels: ['doubt'] },
    {
      when: 'is not there and may be made by a person',
      host: unreadable('ENOTFOUND'),
      run: { mayBeMade: true },
      levels: ['info'],
    },
    { when: 'cannot be asked for now', host: unreadable('DnsTimeout'), run: {}, levels: [] },
    { when: 'is there', host: known({ addresses: ['192.0.2.1'], ipv6: [] }), run: {}, levels: [] },
  ])('that is to lead to a host that $when says so before the first act', ({ host, run, levels }) => {
    const given = facts({ healthCheck: known(config), host });
    const found = switchDns.assess(spec, given, stepRun(run));
    expect(found.map(({ level }) => level)).toEqual(levels);
    expect(found.every(({ text }) => text.includes('there is no host'))).toBe(true);
  });

  it('is no business of facts of another strategy', () => {
    const other = {
      strategy: 'records' as const,
      zone: undefined,
      records: listed(),
      change: undefined,
      name: facts().name,
    };
    expect(() => switchDns.decide(spec, other, stepRun())).toThrow('another strategy');
  });
});
