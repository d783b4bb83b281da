/** A number from 0 up to, and without, `count`. */
export type Chance = (count: number) => number;

/** A small generator with a seed (mulberry32), so that a sequence that failed can be played again. */
export const createChance = (seed: number): Chance => {
  let state = seed >>> 0;
  return (count) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % count;
  };
};

/** The same for the same text, and different for others. */
export const seedOf = (seed: number, text: string): number =>
  [...text].reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 16_777_619), seed | 1);
