import { isFinal } from '../domain/judge-call-error.ts';
import type { Reading } from '../domain/reading.ts';
import { secondsBetween } from '../domain/time.ts';

/** What could not be read is read again so often: a verification has time, and is made once a week. */
const attempts = 8;
const pauseSeconds = 5;
/** No new attempt begins later than this: a Region that is silent must not take all the time of a function. */
const patienceSeconds = 40;

type Time = Readonly<{ now: () => string; pause: (seconds: number) => Promise<unknown> }>;

/** The first answer that is one, or a failure that no second attempt changes, or the last failure. */
export async function untilReadable<T>(read: () => Promise<Reading<T>>, { now, pause }: Time): Promise<Reading<T>> {
  const since = now();
  let reading = await read();
  for (let attempt = 1; attempt < attempts; attempt += 1) {
    if (reading.kind === 'known' || isFinal(reading.failure)) return reading;
    if (secondsBetween(since, now()) + pauseSeconds > patienceSeconds) return reading;
    await pause(pauseSeconds);
    reading = await read();
  }
  return reading;
}
