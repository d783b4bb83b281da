import { describe, expect, it } from 'vitest';
import { drawDwells, measureOverhead, summariseOverhead } from '../bench/overhead.ts';

const operations = [
  'fenceDatabase: groups active',
  'fenceDatabase: reboot over',
  'promoteReplica: available, no source',
  'scaleService: tasks running',
  'switchDns: by health: name answers',
  'switchDns: by record: INSYNC',
];

/** `npm run bench -- overhead` measures more of the same, with promotions of up to ten minutes. */
const dwells = drawDwells({ count: 6, seed: 3, longestPromotion: 90 });

/** A silent door takes two seconds to hear: the fence goes on only when it knows that nobody gets in. */
const doorSeconds = 2;

describe('from the moment AWS is ready', async () => {
  const overhead = summariseOverhead(await measureOverhead(dwells));

  it('sees every long operation at its end', () => {
    expect(overhead.map(({ operation }) => operation).toSorted()).toEqual(operations);
    expect(Math.min(...overhead.map(({ count }) => count))).toBe(3);
  });

  it.each(overhead)('looks at $operation within 1.5 s on average and 3 s at worst', ({ looked }) => {
    expect(looked.mean).toBeLessThanOrEqual(1.5);
    expect(looked.worst).toBeLessThanOrEqual(3);
    expect(looked.worst).toBeGreaterThan(0);
  });

  it.each(overhead)('goes on after $operation within the same, and the time to hear a silent door', (one) => {
    const extra = one.operation.startsWith('fenceDatabase') ? doorSeconds : 0;
    expect(one.done.mean).toBeLessThanOrEqual(1.5 + extra);
    expect(one.done.worst).toBeLessThanOrEqual(3 + extra);
  });
});
