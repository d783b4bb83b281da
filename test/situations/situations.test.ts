import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isObject } from '../../deployment/is-object.ts';
import { compare, leavesOf } from './compare.ts';
import { readSituations } from './read.ts';
import { Situation } from './schema/situation.ts';

const situations = readSituations();
const linesOf = (kept: readonly { line: number }[]): number[] =>
  [...new Set(kept.map(({ line }) => line))].toSorted((a, b) => a - b);

describe('the table of situations as a whole', () => {
  it('has at least sixty situations, each with a title of its own', () => {
    expect(situations.length).toBeGreaterThanOrEqual(60);
    expect(new Set(situations.map(({ title }) => title)).size).toBe(situations.length);
  });

  it.each(['a fork', 'a stranger', 'a silenced plan', 'a healthy service'] as const)(
    'has situations in which an automatic run meets %s',
    (what) => {
      expect(situations.filter(({ expect: { met } }) => met.includes(what)).length).toBeGreaterThanOrEqual(2);
    },
  );

  it('has situations in which something is done, and situations in which nothing is', () => {
    const acting = situations.filter(({ expect: { calls } }) => calls.length > 0);
    expect(acting.length).toBeGreaterThan(20);
    expect(situations.length - acting.length).toBeGreaterThan(20);
  });

  it('has a situation that a person reads about once for each line of the issue that is about runs', () => {
    expect(linesOf(situations)).toEqual(expect.arrayContaining([1, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]));
  });
});

const [sample] = situations;
const text = (): Record<string, unknown> => {
  const parsed: unknown = parse(readFileSync(`test/situations/cases/${sample?.file}`, 'utf8'));
  return isObject(parsed) ? { ...parsed } : {};
};

describe('a situation', () => {
  it.each<{ what: string; change: Record<string, unknown> }>([
    { what: 'no expectation', change: { expect: undefined } },
    { what: 'an expectation that says nothing of calls', change: { expect: { ...sample?.expect, calls: undefined } } },
    {
      what: 'an expectation that says nothing of notices',
      change: { expect: { ...sample?.expect, notices: undefined } },
    },
    { what: 'an expectation of nothing', change: { expect: { ...sample?.expect, service: '…' } } },
    { what: 'an expectation that nobody looks at', change: { expect: { ...sample?.expect, weather: 'fine' } } },
    { what: 'an unknown key', change: { gievn: [] } },
    { what: 'something that cannot happen', change: { when: [{ region: 'gone' }] } },
    { what: 'something that happens and is misspelt', change: { when: [{ region: 'lost', form: 'primary' }] } },
    { what: 'a time without a unit', change: { when: [{ region: 'lost', at: '30' }] } },
    { what: 'a call that is none', change: { when: [{ console: 'promote the replica' }] } },
  ])('is refused with $what', ({ change }) => {
    expect(Situation.safeParse(text()).success).toBe(true);
    expect(Situation.safeParse({ ...text(), ...change }).success).toBe(false);
  });
});

describe('the comparison', () => {
  const seen = { calls: ['a', 'b'], notices: [{ subject: 'Refused: x (incident)' }], lock: 'free', none: [] };

  it('finds nothing where all is as it was said, and has looked at all of it', () => {
    const expected = { ...seen, notices: [{ subject: 'Refused: …' }] };
    expect(compare(expected, seen)).toEqual({ looked: leavesOf(expected).map(([path]) => path), differences: [] });
  });

  it.each<{ what: string; expected: object; says: RegExp }>([
    { what: 'another word', expected: { ...seen, lock: 'run-1' }, says: /lock: expected run-1/ },
    { what: 'one more than there is', expected: { ...seen, calls: ['a', 'b', 'c'] }, says: /calls.2: expected c/ },
    { what: 'one less than there is', expected: { ...seen, calls: ['a'] }, says: /calls.1: not expected/ },
    { what: 'another order', expected: { ...seen, calls: ['b', 'a'] }, says: /calls.0: expected b/ },
    { what: 'something that nobody looked at', expected: { ...seen, weather: 'fine' }, says: /weather: expected fine/ },
    { what: 'an empty list', expected: { ...seen, calls: [] }, says: /calls.length: expected 0/ },
    { what: 'a beginning alone', expected: { ...seen, notices: [{ subject: 'Refused' }] }, says: /expected Refused/ },
    { what: 'less than was seen', expected: { calls: ['a', 'b'] }, says: /lock: not expected/ },
  ])('finds $what', ({ expected, says }) => {
    expect(compare(expected, seen).differences.join('\n')).toMatch(says);
  });
});
