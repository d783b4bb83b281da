import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createRealClock } from '../../src/clock/real-clock.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const dayMs = 86_400_000;

it.each([1, 24, 25, 60, 365])('waits %i days, and not a millisecond where a timer cannot count so far', (days) => {
  const clock = createRealClock();
  const task = vi.fn();
  clock.after(days * dayMs, task);
  vi.advanceTimersByTime(days * dayMs - 1);
  expect(task).toHaveBeenCalledTimes(0);
  vi.advanceTimersByTime(1);
  expect(task).toHaveBeenCalledTimes(1);
  expect(vi.getTimerCount()).toBe(0);
});

it.each(['cancelled', 'stopped'] as const)('waits for nothing once %s, however long it was to be', (how) => {
  const clock = createRealClock();
  const task = vi.fn();
  const { cancel } = clock.after(60 * dayMs, task);
  vi.advanceTimersByTime(30 * dayMs);
  if (how === 'cancelled') cancel();
  else clock.stop();
  vi.advanceTimersByTime(60 * dayMs);
  expect([task.mock.calls.length, vi.getTimerCount()]).toEqual([0, 0]);
});
