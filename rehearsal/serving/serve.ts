import type { Readable } from 'node:stream';
import { choose } from '../choose.ts';
import { buildBackups } from '../landscape/build/backups.ts';
import { startLoad } from '../load.ts';
import { onStage } from '../on-stage.ts';
import type { Terminal } from '../screen.ts';
import type { Surroundings } from '../simulate.ts';
import { type Stage, setStage } from '../stage.ts';
import { guideOf } from './guide.ts';
import { readKeyboard } from './keyboard.ts';
import type { ServeOptions } from './options.ts';

/** Somebody uses the service: without writes a replica's lag is not known, and no run would promote it. */
const lightLoad = { pauseMs: 100, enough: 10 };

type Console = Readonly<{ out: Terminal; keyboard: Readable }>;

/** Serves from the moment that the stage is set. Ctrl-C before that interrupts; after it, it is the ordinary end. */
export async function serve(options: ServeOptions, console: Console, signal: AbortSignal): Promise<void> {
  const setting = new AbortController();
  const interrupt = () => setting.abort();
  signal.addEventListener('abort', interrupt);
  await onStage(console.out, setting.signal, async (surroundings) => {
    const stage = await setServingStage(options, surroundings);
    signal.removeEventListener('abort', interrupt);
    surroundings.timeline.say(guideOf(stage));
    await untilTold(stage, { ...surroundings, keyboard: console.keyboard, signal });
    surroundings.timeline.say('stopped');
  });
}

/** The stage of a rehearsal on which nothing is broken, with the backups that verify-restores looks for. */
async function setServingStage(options: ServeOptions, surroundings: Surroundings): Promise<Stage> {
  const { plans, plan, isArmed, speed, seed, port } = options;
  const choice = choose({ plans, plan, runbook: undefined, withBackups: true });
  const settings = { fault: 'none', fromAlarm: isArmed, speed, seed, port } as const;
  const stage = await setStage(choice, settings, surroundings);
  const { aws, engine, landscape } = stage;
  const { databases, credentials } = landscape;
  await buildBackups({ aws, engine, plan: choice.plan, databases, credentials });
  await startLoad(stage, surroundings.closers, lightLoad);
  return stage;
}

type Told = Readonly<{ keyboard: Readable; signal: AbortSignal }>;

/** Until somebody types quit or presses Ctrl-C. */
const untilTold = (stage: Stage, { keyboard, signal, timeline, closers }: Surroundings & Told): Promise<void> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve());
    const { stack, aws } = stage;
    const stop = aws.sns.subscribe(stack.topicArn, ({ subject = '', message }) =>
      timeline.say(noticeText(subject, message)),
    );
    closers.add(stop);
    const reader = readKeyboard({ keyboard, stage, say: timeline.say, quit: resolve });
    closers.add(reader.close);
  });

/** The notices of Lifeboat are for people to read; an alarm's own message is for machines, and its subject says it all. */
const noticeText = (subject: string, message: string): string =>
  message.startsWith('{') ? `notice: ${subject}` : `notice: ${subject}\n\n${message}\n`;
