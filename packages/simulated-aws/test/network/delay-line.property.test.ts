import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createVirtualClock } from '../../src/clock/virtual-clock.ts';
import { DelayLine } from '../../src/network/delay-line.ts';

const Moves = fc.array(
  fc.record({ waitMs: fc.integer({ min: 0, max: 50 }), delayMs: fc.integer({ min: 0, max: 200 }) }),
  {
    minLength: 1,
    maxLength: 20,
  },
);

test('bytes arrive in order, none before its delay has passed, and the end after the last of them', async () => {
  await fc.assert(
    fc.asyncProperty(Moves, async (moves) => {
      const clock = createVirtualClock();
      const delay = { ms: 0 };
      const line = new DelayLine(clock, () => delay.ms);
      const arrived: { index: number; at: number }[] = [];
      line.on('data', (chunk: Buffer) => arrived.push({ index: chunk.readUInt8(), at: clock.now() }));
      const ended = new Promise<void>((resolve) => line.once('end', resolve));
      const due: number[] = [];
      for (const [index, { waitMs, delayMs }] of moves.entries()) {
        await clock.advance(waitMs);
        delay.ms = delayMs;
        due.push(clock.now() + delayMs);
        line.write(Buffer.from([index]));
      }
      line.end();
      await clock.runUntil(ended);
      expect(arrived.map(({ index }) => index)).toEqual(moves.map((_, index) => index));
      for (const { index, at } of arrived) expect(at).toBeGreaterThanOrEqual(due[index] ?? Number.POSITIVE_INFINITY);
      expect(arrived.at(-1)?.at).toBe(Math.max(...due));
    }),
    { numRuns: 100 },
  );
});
