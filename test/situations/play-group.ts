import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { compare, leavesOf } from './compare.ts';
import { play } from './play.ts';
import { readSituations } from './read.ts';
import { misdeedsOf } from './truth.ts';

const asYaml = (seen: unknown): string => stringify({ expect: seen }, { lineWidth: 0 });

/** One expectation less, and each of them in turn something else: of every one the comparison must take notice. */
const unnoticed = (expected: unknown, seen: unknown): string[] =>
  leavesOf(expected).flatMap(([path]) => {
    const other = structuredClone(expected);
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    const holder = keys.reduce<unknown>((at, key) => (typeof at === 'object' && at ? Reflect.get(at, key) : at), other);
    if (typeof holder !== 'object' || holder === null) return [path];
    if (last === 'length') Reflect.set(holder, 0, 'one more');
    else Reflect.set(holder, last, 'something else');
    return compare(other, seen).differences.length > 0 ? [] : [path];
  });

/** Plays every situation of a folder, and holds all of them to what no situation may break. */
export const playGroup = (group: string): void => {
  describe(`situations of ${group}`, () => {
    it.each(readSituations(group))('$line $file: $title', async (situation) => {
      const { expect: expected } = situation;
      const { told, witnessed } = await play(situation);
      const { looked, differences } = compare(expected, told.seen);
      expect(differences, `it came to:\n${asYaml(told.seen)}`).toEqual([]);
      expect(looked).toEqual(leavesOf(expected).map(([path]) => path));
      expect(unnoticed(expected, told.seen)).toEqual([]);
      expect(misdeedsOf(told.records, witnessed), 'what Lifeboat did by itself').toEqual([]);
      expect(told.unsaid, 'runs without record, notice or end').toEqual([]);
      expect(told.seen.lock).toBe('free');
    });
  });
};
