import { describe, expect, it } from 'vitest';
import { createVirtualClock } from '../../src/clock/virtual-clock.ts';

describe('the virtual clock', () => {
  it('passes an hour without waiting for it', async () => {
    const clock = createVirtualClock(0);
    const before = performance.now();
    await clock.advance(3_600_000);
    expect(clock.now()).toBe(3_600_000);
    expect(performance.now() - before).toBeLessThan(1000);
  });

  it('runs timers that are due together in the order in which they were set', async () => {
    const clock = createVirtualClock(0);
    const order: string[] = [];
    clock.after(20, () => order.push('late'));
    clock.after(10, () => order.push('first'));
    clock.after(10, () => order.push('second'));
    await clock.advance(20);
    expect(order).toEqual(['first', 'second', 'late']);
  });

  it('forgets a timer that was cancelled', async () => {
    const clock = createVirtualClock(0);
    let isRun = false;
    clock
      .after(10, () => {
        isRun = true;
      })
      .cancel();
    await clock.advance(20);
    expect(isRun).toBe(false);
  });

  it('stands still while something is held', async () => {
    const clock = createVirtualClock(0);
    const release = clock.hold();
    const sleeping = clock.runUntil(clock.sleep(1000));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(clock.now()).toBe(0);
    release();
    await sleeping;
    expect(clock.now()).toBe(1000);
  });

  it('counts a release once, however often it is called', async () => {
    const clock = createVirtualClock(0);
    const [first, second] = [clock.hold(), clock.hold()];
    first();
    first();
    const sleeping = clock.runUntil(clock.sleep(5));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(clock.now()).toBe(0);
    second();
    await sleeping;
  });

  it('fails when nothing is left that could end the work', async () => {
    const never = new Promise<void>(() => undefined);
    await expect(createVirtualClock(0).runUntil(never)).rejects.toThrow('no timer left');
  });
});
