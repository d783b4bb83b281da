import { Complaint } from 'simulated-aws/complaint.ts';
import { createLiveTimeline } from './live-timeline.ts';
import type { Terminal } from './screen.ts';
import { createClosers, type Surroundings } from './simulate.ts';

/** Plays with a live timeline, and takes everything down afterwards, however it ended: done, failed or interrupted. */
export async function onStage<T>(
  out: Terminal,
  signal: AbortSignal,
  play: (surroundings: Surroundings) => Promise<T>,
): Promise<T> {
  const timeline = createLiveTimeline(out, Date.now);
  const closers = createClosers();
  const interrupted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () =>
      reject(new Complaint('Interrupted: everything that was started has been stopped.')),
    );
  });
  try {
    return await Promise.race([play({ timeline, closers }), interrupted]);
  } finally {
    timeline.end();
    await closers.close();
  }
}
