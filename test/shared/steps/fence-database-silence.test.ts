import { describe, expect, it } from 'vitest';
import { FenceDatabaseSpec } from '../../../shared/contracts/specs/fence-database.ts';
import type { StepRun } from '../../../shared/executor/step.ts';
import { fenceDatabase } from '../../../shared/steps/fence-database/fence-database.ts';
import type { FenceDatabaseFacts } from '../../../shared/steps/fence-database/observe.ts';
import { reasonOf, stepRun, unreadable, wordOf } from '../executor/step-run.ts';

const spec = FenceDatabaseSpec.parse({
  instance: 'orders-prod',
  region: 'primary',
  closedSecurityGroup: 'sg-0c105ed00000000a1',
  ifUnreachable: 'proceed',
});

const now = '2026-01-05T03:10:00.000Z';
const owed: StepRun['owed'] = {
  ...{ at: '2026-01-05T03:05:15.000Z', instance: 'orders-prod', region: 'us-west-2' },
  ...{ since: '2026-01-05T03:05:00.000Z', because: 'silence', attempt: 1, payment: 1 },
};

const decide = (facts: FenceDatabaseFacts, run: Partial<StepRun> = {}, of = spec) =>
  fenceDatabase.decide(of, facts, stepRun(run));

type Row = Readonly<{
  when: string;
  word: string;
  because: string;
  change: Pick<FenceDatabaseFacts, 'instance'> & Partial<FenceDatabaseFacts>;
  run?: Partial<StepRun>;
}>;

describe('an old primary whose Region does not answer', () => {
  it.each<Row>([
    {
      when: 'its Region is silent for 15 s',
      word: 'owe',
      because: '"splitBrainRisk":true',
      change: { instance: unreadable('TimeoutError') },
      run: { silentSince: '2026-01-05T03:09:45.000Z' },
    },
    {
      when: 'its Region is silent for 14 s',
      word: 'wait',
      because: 'has not answered since 2026-01-05T03:09:46.000Z',
      change: { instance: unreadable('TimeoutError') },
      run: { silentSince: '2026-01-05T03:09:46.000Z' },
    },
    {
      when: 'its Region has fallen silent just now, long after the step began',
      word: 'wait',
      because: '"since":"2026-01-05T03:10:00.000Z"',
      change: { instance: unreadable('TimeoutError') },
      run: { startedAt: '2026-01-05T03:00:00.000Z' },
    },
    {
      when: 'the first look took as long as that',
      word: 'owe',
      because: '"owed":true',
      change: { instance: unreadable('TimeoutError'), seenAt: '2026-01-05T03:10:15.000Z' },
    },
    {
      when: 'its Region has no address',
      word: 'owe',
      because: '"fenced":false',
      change: { instance: unreadable('ENOTFOUND') },
      run: { silentSince: '2026-01-05T03:09:00.000Z' },
    },
    {
      when: 'its Region fails, for a minute now',
      word: 'owe',
      because: 'InternalFailure',
      change: { instance: unreadable('InternalFailure', 500) },
      run: { silentSince: '2026-01-05T03:09:00.000Z' },
    },
    {
      when: 'its Region was silent to the assessment, right before the first look',
      word: 'owe',
      because: '"since":"2026-01-05T03:09:44.000Z"',
      change: { instance: unreadable('TimeoutError'), assessedSilentSince: '2026-01-05T03:09:44.000Z' },
      run: { startedAt: now },
    },
    {
      when: 'its Region was silent to the assessment, and answered a look since',
      word: 'wait',
      because: '"since":"2026-01-05T03:10:00.000Z"',
      change: { instance: unreadable('TimeoutError'), assessedSilentSince: '2026-01-05T03:09:44.000Z' },
      run: { waits: ['RDS: backing-up'] },
    },
    {
      when: 'it was owed before, and one look is made again',
      word: 'owe',
      because: '"since":"2026-01-05T03:05:00.000Z"',
      change: { instance: unreadable('TimeoutError') },
      run: { owed },
    },
  ])('because $when: $word', ({ word, because, change, run }) => {
    const decision = decide({ door: 'notTried', ...change }, run);
    expect(wordOf(decision)).toBe(word);
    expect(reasonOf(decision)).toContain(because);
  });

  it('is refused when the plan says so, and blocks beforehand', () => {
    const strict = { ...spec, ifUnreachable: 'refuse' as const };
    const facts = { instance: unreadable('TimeoutError'), door: 'notTried' as const };
    expect(wordOf(decide(facts, { silentSince: '2026-01-05T03:09:45.000Z' }, strict))).toBe('refuse');
    expect(wordOf(decide(facts, {}, strict))).toBe('wait');
    expect(fenceDatabase.assess(strict, facts, stepRun())).toMatchObject([{ level: 'blocker' }]);
  });

  it('is warned about as a split brain when the plan goes on', () => {
    const facts = { instance: unreadable('TimeoutError'), door: 'notTried' as const };
    const warning = { level: 'warning', text: expect.stringContaining('split brain'), silentSince: now };
    expect(fenceDatabase.assess(spec, facts, stepRun())).toEqual([warning]);
  });
});
