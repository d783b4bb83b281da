import { describe, expect, it } from 'vitest';
import { known, type Reading } from '../../../shared/domain/reading.ts';
import { untilReadable } from '../../../shared/verification/until-readable.ts';

const unreadable = (error: string): Reading<string> => ({ kind: 'unreadable', failure: { error, message: '' } });

/** Reads that give these one after the other, the last one again and again, each after so many seconds. */
const readAll = async (readings: readonly Reading<string>[], seconds = 0) => {
  let [clock, reads] = [0, 0];
  const read = async () => {
    clock += seconds;
    reads += 1;
    return readings[reads - 1] ?? readings.at(-1) ?? unreadable('none');
  };
  const time = {
    now: () => new Date(clock * 1000).toISOString(),
    pause: async (paused: number) => {
      clock += paused;
    },
  };
  const reading = await untilReadable(read, time);
  return { reading, reads, clock };
};

describe('what cannot be read just now', () => {
  it.each([
    { when: 'it is there at once', readings: [known('there')], reads: 1 },
    { when: 'it was throttled', readings: [unreadable('ThrottlingException'), known('there')], reads: 2 },
    {
      when: 'AWS was broken for 20 s',
      readings: [...Array(4).fill(unreadable('InternalFailure')), known('there')],
      reads: 5,
    },
  ])('is read again until it can be: $when', async ({ readings, reads }) => {
    expect(await readAll(readings)).toMatchObject({ reading: known('there'), reads, clock: (reads - 1) * 5 });
  });

  it.each(['AccessDenied', 'DBSnapshotNotFound', 'ValidationError'])(
    'is not read again where that is final: %s',
    async (error) => {
      expect(await readAll([unreadable(error), known('there')])).toMatchObject({
        reading: unreadable(error),
        reads: 1,
      });
    },
  );

  it('is given up after a while', async () => {
    expect(await readAll([unreadable('ThrottlingException')])).toMatchObject({ reads: 8, clock: 35 });
  });

  it('is given up sooner where a read takes long, as into a Region that is silent', async () => {
    expect(await readAll([unreadable('TimeoutError')], 12)).toMatchObject({ reads: 3, clock: 46 });
  });
});
