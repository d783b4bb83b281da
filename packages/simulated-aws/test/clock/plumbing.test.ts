import { expect, it } from 'vitest';
import { plumbing } from '../../src/clock/plumbing.ts';

it('charges more than nothing for each part of the plumbing', () => {
  expect(Object.entries(plumbing).filter(([, seconds]) => !(seconds > 0))).toEqual([]);
});

it('charges a cold start more than a warm one', () => {
  expect(plumbing.lambdaColdStartSeconds).toBeGreaterThan(plumbing.lambdaWarmInvokeSeconds);
});
