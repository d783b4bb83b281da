import type { Closers } from './simulate.ts';
import type { Stage } from './stage.ts';
import { startWriter, type Writer } from './writer.ts';

const pollMs = 50;

export const until = async (
  { clock }: Pick<Stage, 'clock'>,
  isSo: () => boolean | Promise<boolean>,
  patienceMs: number,
): Promise<boolean> => {
  const deadline = clock.now() + patienceMs;
  while (!(await isSo())) {
    if (clock.now() >= deadline) return false;
    await clock.sleep(pollMs);
  }
  return true;
};

type Load = Readonly<{
  /** Between two rows. */
  pauseMs: number;
  /** Rows that must have been taken before the load counts as served. */
  enough: number;
}>;

const usualLoad: Load = { pauseMs: 10, enough: 50 };

/** A writer that has been served for a while, so that there is something to lose. */
export const startLoad = async (stage: Stage, closers: Closers, load = usualLoad): Promise<Writer> => {
  const { pauseMs, enough } = load;
  const { clock, aws, resolve, landscape } = stage;
  const host = landscape.parts.serviceName;
  const writer = startWriter({ clock, network: aws.network, resolve, host, token: landscape.token, pauseMs });
  closers.add(writer.stop);
  const isServed = await until(stage, () => writer.journal().acknowledged.length >= enough, 10_000);
  if (!isServed) throw new Error('the service does not answer its writer before anything is broken');
  // RDS publishes the replica's lag once a minute of its own time; without a figure the gate refuses.
  await clock.sleep(aws.world.awsTime(75));
  return writer;
};
