import { describe, expect, it } from 'vitest';
import { differences } from '../../conformance/compare.ts';
import { readVectors, type Vector } from '../../conformance/vectors.ts';

const vectorOf = (changes: object): Vector => {
  const vector = { id: 'v', kind: 'execution', queryLanguage: 'JSONata', definition: {}, expect: { status: 'S' } };
  const [read] = readVectors(JSON.stringify({ vectors: [{ ...vector, ...changes }] }), 'f');
  if (read === undefined) throw new Error('no vector');
  return read;
};

const stateOf = (state: object) => ({ StartAt: 'A', States: { A: state } });

describe('an execution', () => {
  const events = ['one', 'two'];
  it.each([
    { what: 'Pass', state: { Type: 'Pass' }, isOrdered: true },
    { what: 'Map, one at a time', state: { Type: 'Map', MaxConcurrency: 1 }, isOrdered: true },
    { what: 'Map, ten at a time', state: { Type: 'Map', MaxConcurrency: 10 }, isOrdered: false },
    { what: 'Parallel', state: { Type: 'Parallel' }, isOrdered: false },
    {
      what: 'Parallel in a Map, one at a time',
      state: { Type: 'Map', MaxConcurrency: 1, ItemProcessor: stateOf({ Type: 'Parallel' }) },
      isOrdered: false,
    },
  ])('has an order of events that counts unless states run side by side: $what', ({ state, isOrdered }) => {
    const expected = vectorOf({
      definition: stateOf(state),
      expect: { events, stateInputs: { A: [{ a: 1, b: 2 }, 3] } },
    });
    const found = { events: events.toReversed(), stateInputs: { A: [3, { b: 2, a: 1 }] } };
    expect(differences(expected, found)).toHaveLength(isOrdered ? 2 : 0);
    const lacking = { ...found, events: ['one', 'one'] };
    expect(differences(expected, lacking)).not.toEqual([]);
  });

  it('may have more to it than was recorded', () => {
    expect(differences(vectorOf({}), { status: 'S', output: 1 })).toEqual([]);
  });
});

describe('what is not deterministic', () => {
  const vector = vectorOf({
    expect: { output: { 'a/b': '<uuid:1>', c: 1 } },
    nondeterministic: ['/expect/output/a~1b'],
  });

  it.each([
    { what: 'another value', output: { 'a/b': 'x', c: 1 }, count: 0 },
    { what: 'no value', output: { c: 1 }, count: 1 },
    { what: 'another value beside it', output: { 'a/b': 'x', c: 2 }, count: 1 },
  ])('must be there, with any value: $what', ({ output, count }) => {
    expect(differences(vector, { output })).toHaveLength(count);
  });
});

it('a cause that is JSON text is compared by its value', () => {
  const vector = vectorOf({ expect: { cause: { a: 1, b: 2 }, output: 0 } });
  expect(differences(vector, { cause: '{"b":2,"a":1}', output: -0 })).toEqual([]);
});
