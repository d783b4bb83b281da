import { operatorKey } from '../aws.ts';
import { Complaint } from '../complaint.ts';
import { applyFault, prepareFault } from './apply-fault.ts';
import { choose } from './choose.ts';
import { createLiveTimeline, type LiveTimeline } from './live-timeline.ts';
import type { Options } from './options.ts';
import { annexOf, shortcomings, type Witness, witnessed } from './outcome.ts';
import { readRecord, readRows } from './read-results.ts';
import { recover } from './recover.ts';
import type { Terminal } from './screen.ts';
import { type Closers, createClosers, type Stage, setStage } from './stage.ts';
import { summaryOf } from './summary.ts';
import { watchNotices } from './watch-notices.ts';
import { writeReport } from './write-report.ts';
import { startWriter, type Writer } from './writer.ts';

const pollMs = 50;

const until = async (stage: Stage, isSo: () => boolean, patienceMs: number): Promise<boolean> => {
  const deadline = stage.clock.now() + patienceMs;
  while (!isSo() && stage.clock.now() < deadline) await stage.clock.sleep(pollMs);
  return isSo();
};

/** A writer that has been served for a while, so that there is something to lose. */
const startLoad = async (stage: Stage, closers: Closers): Promise<Writer> => {
  const { clock, aws, resolve, landscape } = stage;
  const host = landscape.parts.serviceName;
  const writer = startWriter({ clock, network: aws.network, resolve, host, token: landscape.token, pauseMs: 10 });
  closers.add(writer.stop);
  const enough = 50;
  const isServed = await until(stage, () => writer.journal().acknowledged.length >= enough, 10_000);
  if (!isServed) throw new Error('the service does not answer its writer before anything is broken');
  // RDS publishes the replica's lag once a minute of its own time; without a figure the gate refuses.
  await clock.sleep(aws.world.awsTime(75));
  return writer;
};

/** Breaks the Region; answers when the first sign of it was seen, in ms. */
const breakRegion = async (
  stage: Stage,
  options: Options,
  { writer, timeline }: { writer: Writer; timeline: LiveTimeline },
) => {
  const scene = { aws: stage.aws, engine: stage.engine, landscape: stage.landscape, primary: stage.primary };
  await prepareFault(options.fault, scene);
  timeline.say(options.fault === 'none' ? 'nothing is broken' : `${stage.primary} is lost (${options.fault})`);
  await applyFault(options.fault, scene);
  if (options.fault === 'none') return stage.clock.now();
  await until(stage, () => writer.journal().firstFailedAt !== undefined, 10_000);
  timeline.say('the writer’s requests fail; an operator starts the recovery');
  return writer.journal().firstFailedAt ?? stage.clock.now();
};

const gather = async (stage: Stage, writer: Writer, options: Options): Promise<Witness> => {
  const isBack = () => writer.journal().regions.at(-1) === stage.standby;
  const ttlSeconds = 60;
  if (!options.dryRun) await until(stage, isBack, stage.aws.world.awsTime(ttlSeconds) + 5000);
  await writer.stop();
  const present = await readRows(stage).catch(() => []);
  return { journal: writer.journal(), present, standbyRegion: stage.standby };
};

const perform = async (
  options: Options,
  out: Terminal,
  { timeline, closers }: { timeline: LiveTimeline; closers: Closers },
) => {
  const choice = choose(options);
  const stage = await setStage(choice, options, { timeline, closers });
  timeline.say(
    `look at it while it runs: AWS_ACCESS_KEY_ID=${operatorKey} AWS_SECRET_ACCESS_KEY=any aws --endpoint-url http://127.0.0.1:${stage.port} --region ${stage.standby} stepfunctions list-state-machines`,
  );
  const writer = await startLoad(stage, closers);
  const notices = watchNotices({
    aws: stage.aws,
    topicArn: stage.stack.topicArn,
    timeline,
    approve: options.approve,
    client: stage.client,
  });
  closers.add(notices.stop);
  const detectedAt = await breakRegion(stage, options, { writer, timeline });
  const { runId, status } = await recover(stage, choice, { options, detectedAt });
  const witness = await gather(stage, writer, options);
  timeline.end();
  const stored = readRecord(stage, runId);
  if (stored === undefined) throw new Complaint(`The run ${runId} ended as ${status} and left no record.`);
  const record = witnessed(stored, witness);
  const annex = annexOf(record, witness, options);
  out.write(`${summaryOf(record, annex)}\n\n`);
  for (const file of writeReport(record, annex, witness)) out.write(`  ${file}\n`);
  return shortcomings(record, witness, options);
};

/** A rehearsal from nothing to its report. Answers why it has not shown that the plan works; empty when it has. */
export const rehearse = async (options: Options, out: Terminal, signal: AbortSignal): Promise<readonly string[]> => {
  const timeline = createLiveTimeline(out, Date.now);
  const closers = createClosers();
  const interrupted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () =>
      reject(new Complaint('Interrupted: everything that was started has been stopped.')),
    );
  });
  try {
    return await Promise.race([perform(options, out, { timeline, closers }), interrupted]);
  } finally {
    timeline.end();
    await closers.close();
  }
};
