import { afterEach, describe, expect, it, vi } from 'vitest';
import { partOf as choice, chosenOf, isChosen } from './part.ts';
import { scenarios } from './scenarios/all.ts';
import { kinds } from './strike.ts';

const pairs = scenarios.flatMap((_, scenario) => kinds.map((_, kind) => ({ scenario, kind })));
const partOf = (runs: number, seed: number) => pairs.filter((pair) => isChosen(pair, { runs, seed }));

describe('the part of the strikes that is played', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('is one run of each kind and scenario with the seed of the day, unless told', () => {
    expect(choice()).toMatchObject({
      runs: 1,
      seed: Math.floor(Date.now() / 86_400_000),
      until: Number.POSITIVE_INFINITY,
    });
  });

  it('is without end when all or the rest is asked for, and ends after the minutes that are given', () => {
    vi.stubEnv('STRIKES', 'rest');
    vi.stubEnv('STRIKES_MINUTES', '30');
    const { runs, until } = choice();
    expect(runs).toBe(Number.POSITIVE_INFINITY);
    expect(until).toBeLessThanOrEqual(Date.now() + 30 * 60_000);
    expect(until).toBeGreaterThan(Date.now() + 30 * 60_000 - process.uptime() * 1000 - 1000);
  });

  it.each([
    ['STRIKES', 'some'],
    ['STRIKES', '0'],
    ['STRIKES_SEED', 'monday'],
    ['STRIKES_MINUTES', '-1'],
  ])('is refused for %s=%s', (name, value) => {
    vi.stubEnv(name, value);
    expect(choice).toThrow(`${name}=`);
  });

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
