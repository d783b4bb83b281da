import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAws } from 'simulated-aws';
import { createRealClock } from 'simulated-aws/clock/real-clock.ts';
import { Complaint } from 'simulated-aws/complaint.ts';
import { createPostgresEngine } from 'simulated-aws/postgres/create-postgres-engine.ts';
import type { LiveTimeline } from './live-timeline.ts';

/**
 * EventBridge delivers at least once (docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event.html), and says not how
 * often twice: one event in twenty is far more than anybody has told of, so that each rehearsal meets one now and then.
 */
const nowAndThen = { copies: 1, chance: 0.05 };

/** Ends what was begun, the newest first; what fails to end does not keep the rest from ending. */
export function createClosers() {
  const closers: (() => Promise<unknown> | unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const end of closers.splice(0).reverse()) await Promise.resolve(end()).catch(() => undefined);
  };
  return { add: (end: () => Promise<unknown> | unknown) => void closers.push(end), close };
}

export async function listenOn(listen: (port: number) => Promise<number>, port: number): Promise<number> {
  try {
    return await listen(port);
  } catch (error) {
    if (isTaken(error))
      throw new Complaint(`Port ${port} is taken. Choose another with --port, or leave --port out for a free one.`);
    throw error;
  }
}

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

type Pace = Readonly<{ seed: number; speed: number }>;

export type Closers = ReturnType<typeof createClosers>;

export type Surroundings = Readonly<{ timeline: LiveTimeline; closers: Closers }>;

/** A simulated AWS in real time, with real PostgreSQL behind its databases. */
export function createSimulation(pace: Pace, regions: readonly string[], { timeline, closers }: Surroundings) {
  const clock = createRealClock();
  closers.add(clock.stop);
  const onError = (error: unknown) => timeline.say(`the simulation itself failed: ${String(error)}`);
  const aws = createAws({ clock, seed: pace.seed, speed: pace.speed, regions, tell: timeline.tell, onError });
  closers.add(aws.close);
  aws.events.setDuplicates(nowAndThen);
  const folder = mkdtempSync(join(tmpdir(), 'lifeboat-'));
  closers.add(() => rmSync(folder, { recursive: true, force: true }));
  const engine = createPostgresEngine({ folder, network: aws.network, clock });
  closers.add(engine.close);
  return { clock, aws, engine };
}
