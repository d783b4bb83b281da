import { describe, expect, it } from 'vitest';
import { DnsName, HostedZoneId } from '../../../shared/contracts/fields.ts';
import { SwitchDnsSpec } from '../../../shared/contracts/specs/switch-dns.ts';
import type { StepRun } from '../../../shared/executor/step.ts';
import type { RecordSet } from '../../../shared/steps/switch-dns/record-sets.ts';
import type { RecordsFacts } from '../../../shared/steps/switch-dns/records.ts';
import { switchDns } from '../../../shared/steps/switch-dns/switch-dns.ts';
import { act, identity, reasonOf, stepRun, unreadable, wordOf } from '../executor/step-run.ts';
import { answers, common, facts as factsOfRecords, listed, records, zone } from './record-facts.ts';

const spec = SwitchDnsSpec.parse({
  ...common,
  from: { cname: 'west.example.com', ttl: '30s' },
  to: { cname: 'east.example.com', ttl: '30s' },
});

const cname = (host: string, TTL = 30): RecordSet => ({
  Name: 'app.example.com.',
  Type: 'CNAME',
  TTL,
  ResourceRecords: [{ Value: host }],
});
const change = (value: string): RecordsFacts['change'] => ({ kind: 'known', value });

const facts = (given: Partial<RecordsFacts> = {}): RecordsFacts =>
  factsOfRecords({ records: records(cname('west.example.com')), ...given });
const decide = (given: Partial<RecordsFacts> = {}, run: Partial<StepRun> = {}, of = spec) =>
  switchDns.decide(of, facts(given), stepRun(run));

const changed = { records: records(cname('EAST.example.com.')) };
const weighted = listed({ set: cname('west.example.com'), isSimple: false, id: 'blue' });
const sent = (seconds: number, given = {}) => ({ acts: [act('ChangeResourceRecordSets', seconds, given)] });

describe('a record', () => {
  it.each<{ when: string; word: string; because: string; given?: Partial<RecordsFacts>; run?: Partial<StepRun> }>([
    { when: 'stands where the plan says', word: 'act', because: '"Action":"DELETE"' },
    {
      when: 'has another TTL than the plan says',
      word: 'act',
      because: '"TTL":300',
      given: { records: records(cname('west.example.com', 300)) },
    },
    { when: 'has just been changed', word: 'wait', because: 'does not show', run: sent(3) },
    {
      when: 'is changed and not known to every server',
      word: 'wait',
      because: 'PENDING',
      given: { ...changed, change: change('PENDING'), name: answers(true) },
    },
    {
      when: 'is changed, and the name answers the old host',
      word: 'wait',
      because: 'does not lead to east',
      given: { ...changed, change: change('INSYNC') },
    },
    {
      when: 'is changed, and the name cannot be asked',
      word: 'wait',
      because: 'ESERVFAIL',
      given: { ...changed, name: unreadable('ESERVFAIL') },
    },
    {
      when: 'is changed and answers so',
      word: 'done',
      because: '"change":"INSYNC"',
      given: { ...changed, change: change('INSYNC'), name: answers(true) },
    },
    {
      when: 'is changed by a call whose answer was lost',
      word: 'done',
      because: '"answer":"east.example.com"',
      given: { ...changed, name: answers(true) },
    },
    {
      when: 'is changed, and the change cannot be read',
      word: 'done',
      because: '"answer"',
      given: { ...changed, change: unreadable('Throttling'), name: answers(true) },
    },
    {
      when: 'leads to a third host',
      word: 'refuse',
      because: 'CNAME third.example.com',
      given: { records: records(cname('third.example.com')) },
    },
    {
      when: 'has the name of the host as an address',
      word: 'refuse',
      because: 'which the plan does not know',
      given: { records: records({ ...cname('west.example.com'), Type: 'A' }) },
    },
    { when: 'does not exist', word: 'refuse', because: 'a typing error', given: { records: records() } },
    {
      when: 'stands beside another one',
      word: 'refuse',
      because: 'AAAA ::1, which no step of the plan moves',
      given: { records: records(cname('west.example.com'), { ...cname('::1'), Type: 'AAAA' }) },
    },
    { when: 'has weights', word: 'refuse', because: 'strategy health', given: { records: weighted } },
    {
      when: 'is in a zone that does not exist',
      word: 'refuse',
      because: 'NoSuchHostedZone',
      given: { records: unreadable('NoSuchHostedZone', 404) },
    },
    {
      when: 'may not be read',
      word: 'fail',
      because: 'AccessDenied',
      given: { records: unreadable('AccessDenied', 403) },
    },
    {
      when: 'cannot be read now',
      word: 'wait',
      because: 'PriorRequestNotComplete',
      given: { records: unreadable('PriorRequestNotComplete', 400) },
    },
  ])('that $when: $word', ({ word, because, given, run }) => {
    const decision = decide(given, run);
    expect(wordOf(decision)).toBe(word);
    expect(reasonOf(decision)).toContain(because);
  });

  it('is deleted as it stands and created as it shall be, in one batch', () => {
    const decision = decide({ records: records(cname('west.example.com', 300)) });
    expect(decision).toMatchObject({
      act: {
        region: 'us-east-1',
        input: {
          HostedZoneId: 'Z0123456789',
          ChangeBatch: {
            Changes: [
              { Action: 'DELETE', ResourceRecordSet: cname('west.example.com', 300) },
              { Action: 'CREATE', ResourceRecordSet: cname('east.example.com', 30) },
            ],
          },
        },
      },
    });
  });
});

describe('an alias', () => {
  const alias = (host: string, zone: string) => ({ alias: host, aliasZone: zone });
  const aliases = SwitchDnsSpec.parse({
    ...common,
    from: alias('west.example.com', 'ZWEST'),
    to: alias('east.example.com', 'ZEAST'),
  });
  const aliasSet = (host: string, EvaluateTargetHealth: boolean): RecordSet => ({
    Name: 'app.example.com.',
    Type: 'A',
    AliasTarget: { HostedZoneId: 'ZWEST', DNSName: host, EvaluateTargetHealth },
  });

  it('is deleted with all that it says, so that another one would be refused', () => {
    const decision = decide({ records: records(aliasSet('west.example.com.', true)) }, {}, aliases);
    expect(decision).toMatchObject({
      act: { input: { ChangeBatch: { Changes: [{ ResourceRecordSet: aliasSet('west.example.com.', true) }, {}] } } },
    });
  });

  it('is warned about when it evaluates the health of its target', () => {
    const found = switchDns.assess(aliases, facts({ records: records(aliasSet('west.example.com', true)) }), stepRun());
    expect(found.map(({ text }) => text)).toContainEqual(expect.stringContaining('evaluates the health'));
  });
});

describe('a hosted zone', () => {
  const pins = {
    databases: [],
    clusters: [],
    zones: [{ zone: HostedZoneId.parse(common.zone), name: DnsName.parse('example.com'), private: false }],
  };
  const pinned = { identity: { ...identity, pins } };

  it.each<{ when: string; word: string; level: string; because: string; of: RecordsFacts['zone']; run?: object }>([
    {
      when: 'cannot hold the name',
      of: zone({ name: 'example.org' }),
      ...{ word: 'refuse', level: 'blocker', because: 'cannot hold app.example.com' },
    },
    {
      when: 'is private, and nobody has pinned it so',
      of: zone({ isPrivate: true }),
      ...{ word: 'refuse', level: 'blocker', because: 'only its own networks' },
    },
    {
      when: 'is another one than is pinned',
      of: zone({ isPrivate: true }),
      run: pinned,
      ...{ word: 'refuse', level: 'blocker', because: 'pins the public zone example.com' },
    },
    {
      when: 'is not there',
      of: unreadable('NoSuchHostedZone', 404),
      ...{ word: 'refuse', level: 'blocker', because: 'NoSuchHostedZone' },
    },
    {
      when: 'may not be read',
      of: unreadable('AccessDenied', 403),
      ...{ word: 'fail', level: 'blocker', because: 'AccessDenied' },
    },
    {
      when: 'cannot be read now',
      of: unreadable('Throttling', 400),
      ...{ word: 'wait', level: 'doubt', because: 'Throttling' },
    },
  ])('that $when: $word, and $level beforehand', ({ of, run = {}, word, level, because }) => {
    const decision = decide({ zone: of }, run);
    expect(wordOf(decision)).toBe(word);
    expect(reasonOf(decision)).toContain(because);
    expect(switchDns.assess(spec, facts({ zone: of }), stepRun(run)).map((one) => one.level)).toContain(level);
  });

  it('that is the pinned one is changed', () => {
    expect(wordOf(decide({}, pinned))).toBe('act');
  });
});

describe('before anything is done', () => {
  it.each([
    { when: 'all is as planned', given: {}, levels: ['warning'] },
    {
      when: 'the TTL is long',
      given: { records: records(cname('west.example.com', 3600)) },
      levels: ['warning', 'warning'],
    },
    {
      when: 'somebody has changed the record',
      given: { records: records(cname('third.example.com')) },
      levels: ['warning', 'blocker'],
    },
  ])('finds what is unwise when $when', ({ given, levels }) => {
    expect(switchDns.assess(spec, facts(given), stepRun()).map(({ level }) => level)).toEqual(levels);
  });
});
