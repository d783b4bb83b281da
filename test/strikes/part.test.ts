import { describe, expect, it } from 'vitest';
import { chosenOf, isChosen } from './part.ts';
import { scenarios } from './scenarios/all.ts';
import { kinds } from './strike.ts';

const pairs = scenarios.flatMap((_, scenario) => kinds.map((_, kind) => ({ scenario, kind })));
const partOf = (runs: number, seed: number) => pairs.filter((pair) => isChosen(pair, { runs, seed }));

describe('the part of the strikes that is played', () => {
  it.each([1, 5, Number.POSITIVE_INFINITY])('has every kind of every scenario at %s runs of each', (runs) => {
    expect(partOf(runs, 20_787)).toEqual(pairs);
  });

  it('has every kind and every scenario at a fifth of a run', () => {
    const part = partOf(0.2, 1);
    expect(part).toHaveLength(30);
    expect(new Set(part.map(({ kind }) => kind)).size).toBe(kinds.length);
    expect(new Set(part.map(({ scenario }) => scenario)).size).toBe(scenarios.length);
  });

  it('is a fifth of the pairs in turn with each seed, and all of them with five', () => {
    const parts = [0, 1, 2, 3, 4].flatMap((seed) => partOf(0.2, seed));
    expect(parts).toHaveLength(pairs.length);
    expect(new Set(parts)).toEqual(new Set(pairs));
  });

  it.each([0.2, 1])('has one of the packs at %s runs, whatever the seed', (runs) => {
    const packs = ['first', 'second', 'third'];
    const chosen = [6, 7, 8].map((seed) => chosenOf(packs, { runs, seed }));
    expect(chosen).toEqual([['first'], ['second'], ['third']]);
  });

  it('has all packs where all runs are asked for', () => {
    const packs = ['first', 'second', 'third'];
    expect(chosenOf(packs, { runs: Number.POSITIVE_INFINITY, seed: 7 })).toEqual(packs);
  });
});
