import { describe, expect, it } from 'vitest';
import { DbResourceId } from '../../../../shared/contracts/fields.ts';
import { CheckDataSpec } from '../../../../shared/contracts/specs/check-data.ts';
import type { CheckResult } from '../../../../shared/domain/recovery/judge-checks.ts';
import type { StepRun } from '../../../../shared/executor/step.ts';
import { type CheckDataFacts, checkData } from '../../../../shared/steps/check-data/check-data.ts';
import { runChecks } from '../../../../shared/steps/check-data/run-checks.ts';
import { identity, now, reasonOf, stepRun, unreadable, wordOf } from '../../executor/step-run.ts';
import { placeOf, stageDatabases } from '../model-database.ts';

const check = (name: string, bounds: object) => ({ name, sql: `SELECT count(*) FROM ${name}`, ...bounds });
const specOf = (...checks: object[]) =>
  CheckDataSpec.parse({ instance: 'orders-replica', region: 'standby', secret: 'reader', database: 'orders', checks });

const instance: CheckDataFacts['instance'] = {
  kind: 'known',
  value: {
    resourceId: 'db-REPLICAOFORDERSREPLICAOFOR',
    ...{ status: 'available', source: undefined, replication: undefined, securityGroups: [], isMultiAz: true },
    endpoint: { host: 'replica', port: 5432 },
  },
};

const values: readonly (readonly [RegExp, number | string | null])[] = [
  [/FROM orders$/, 5],
  [/FROM orphans$/, 3],
  [/FROM words$/, 'many'],
  [/FROM nothing$/, null],
];

/** One look at a model database that answers these counts, each statement taking so many seconds of the look. */
const look = async (spec: ReturnType<typeof specOf>, secondsEach = 0) => {
  const { engine, run, withDatabase } = await stageDatabases();
  for (const [pattern, value] of values) engine.setAnswer(pattern, value);
  let asked = 0;
  const time = {
    since: now,
    now: () => {
      asked += 1;
      return new Date(Date.parse(now) + (asked - 1) * secondsEach * 1000).toISOString();
    },
  };
  const results = await run(() => withDatabase(placeOf('replica'), (query) => runChecks(spec, query, time)));
  return checkData.decide(spec, { instance, results: { kind: 'known', value: results } }, stepRun());
};

describe('data', () => {
  it.each([
    {
      when: 'are within their bounds',
      checks: [check('orders', { atLeast: 1, atMost: 9 })],
      word: 'done',
      because: '"values":{"orders":5}',
    },
    {
      when: 'are fewer than they shall be',
      checks: [check('orders', { atLeast: 6 })],
      word: 'fail',
      because: 'orders: 5 is less than 6',
    },
    {
      when: 'are more than they may be',
      checks: [check('orders', { atLeast: 1 }), check('orphans', { atMost: 0 })],
      word: 'fail',
      because: '1 of 2 checks passed; the data differ: orphans: 3 is more than 0',
    },
    {
      when: 'are no number',
      checks: [check('words', { atLeast: 1 })],
      word: 'fail',
      because: 'did not run: words: NotANumber',
    },
    { when: 'are null', checks: [check('nothing', { atLeast: 0 })], word: 'fail', because: 'nothing: NotANumber' },
    {
      when: 'cannot be asked for like this',
      checks: [check('orders', { atLeast: 1 }), check('typo', { atLeast: 1 })],
      word: 'fail',
      because: '1 of 2 checks passed; checks did not run: typo: 0A000',
    },
  ])('that $when: $word', async ({ checks, word, because }) => {
    const decision = await look(specOf(...checks));
    expect(wordOf(decision)).toBe(word);
    expect(reasonOf(decision)).toContain(because);
  });

  it('that could not all be looked at in time have not passed', async () => {
    const decision = await look(
      specOf(...['orders', 'orders', 'orders'].map((name) => check(name, { atLeast: 1 }))),
      50,
    );
    expect(decision).toMatchObject({
      wait: 2,
      because: expect.stringContaining('1 of 3 checks passed; checks did not run yet'),
    });
  });

  it.each([
    { when: 'the database takes no connection', error: 'ETIMEDOUT', word: 'wait' },
    { when: 'the role may not come in', error: '28P01', word: 'fail' },
    { when: 'there is no such database', error: '3D000', word: 'refuse' },
  ])('that nobody could ask for because $when: $word', ({ error, word }) => {
    const spec = specOf(check('orders', { atLeast: 1 }));
    expect(wordOf(checkData.decide(spec, { instance, results: unreadable(error) }, stepRun()))).toBe(word);
  });
});

describe('before anything is done', () => {
  const spec = specOf(check('orders', { atLeast: 1 }));
  const results = (...all: CheckResult[]): CheckDataFacts['results'] => ({ kind: 'known', value: all });
  const gone = unreadable('DBInstanceNotFoundFault', 404);
  const resourceId = DbResourceId.parse('db-ANOTHERANOTHERANOTHERANOT');
  const pin = { instance: spec.instance, region: spec.region, resourceId };
  const pinned = { identity: { ...identity, pins: { databases: [pin], clusters: [], zones: [] } } };

  const cannotRun = (error: string): CheckResult => ({
    ...{ name: 'orders', outcome: 'didNotRun', error, because: 'PostgreSQL said so' },
  });

  it.each<{ when: string; facts: CheckDataFacts; run?: Partial<StepRun>; levels: string[] }>([
    { when: 'every statement can be planned', facts: { instance, results: results() }, levels: [] },
    { when: 'a table is missing', facts: { instance, results: results(cannotRun('42P01')) }, levels: ['blocker'] },
    { when: 'a statement was cut off', facts: { instance, results: results(cannotRun('57014')) }, levels: ['doubt'] },
    { when: 'the database is silent', facts: { instance, results: unreadable('ETIMEDOUT') }, levels: ['doubt'] },
    { when: 'its reader is not let in', facts: { instance, results: unreadable('28P01') }, levels: ['blocker'] },
    { when: 'it is not there', facts: { instance: gone, results: gone }, levels: ['blocker'] },
    {
      when: 'a person makes it before',
      facts: { instance: gone, results: gone },
      run: { mayBeMade: true },
      levels: ['info'],
    },
    { when: 'it is another one', facts: { instance, results: results() }, run: pinned, levels: ['blocker'] },
  ])('finds what stands in the way when $when', ({ facts, run, levels }) => {
    expect(checkData.assess(spec, facts, stepRun(run)).map(({ level }) => level)).toEqual(levels);
  });

  it('refuses to ask another database of that name', () => {
    const facts = { instance, results: results({ name: 'orders', outcome: 'passed', value: 5 }) };
    expect(reasonOf(checkData.decide(spec, facts, stepRun(pinned)))).toMatch(/pins db-ANOTHER/);
  });
});
