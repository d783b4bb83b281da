import { beforeAll, describe, expect, it } from 'vitest';
import { drawDwells, limits, measureOverhead, type Overhead, summariseOverhead } from '../bench/overhead.ts';

const operations = [
  'fenceDatabase: groups active',
  'fenceDatabase: reboot over',
  'promoteReplica: available, no source',
  'scaleService: tasks running',
  'switchDns: by health: name answers',
  'switchDns: by record: INSYNC',
];

/** A silent door takes two seconds to hear: the fence goes on only when it knows that nobody gets in. */
const doorSeconds = 2;

/** A small sample: the mean of each operation by itself is for `npm run bench -- overhead`, with 24 runs of up to 600 s. */
describe('from the moment AWS is ready', () => {
  let overhead: readonly Overhead[] = [];

  beforeAll(async () => {
    const dwells = drawDwells({ count: 4, seed: 3, longestPromotion: 60 });
    overhead = summariseOverhead(await measureOverhead(dwells));
  });

  it.each(operations)('looks within 3 s, and goes on: %s', (operation) => {
    const found = overhead.find((one) => one.operation === operation);
    const extra = operation.startsWith('fenceDatabase') ? doorSeconds : 0;
    expect(found?.count).toBeGreaterThanOrEqual(2);
    expect(found?.looked.worst).toBeGreaterThan(0);
    expect(found?.looked.worst).toBeLessThanOrEqual(limits.worst);
    expect(found?.done.worst).toBeLessThanOrEqual(limits.worst + extra);
  });

  it('looks within 1.5 s on average, and measures no other operation than these', () => {
    const samples = overhead.reduce((sum, { count }) => sum + count, 0);
    const seconds = overhead.reduce((sum, { count, looked }) => sum + count * looked.mean, 0);
    expect(overhead.map(({ operation }) => operation).toSorted()).toEqual(operations);
    expect(seconds / samples).toBeLessThanOrEqual(limits.mean);
  });
});
