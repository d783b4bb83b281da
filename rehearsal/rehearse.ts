import { operatorKey } from 'simulated-aws';
import { Complaint } from 'simulated-aws/complaint.ts';
import { applyFault, prepareFault } from './apply-fault.ts';
import type { Choice } from './choose.ts';
import { alarmsNotOk } from './detection/await-calm.ts';
import { awaitRun, recoveriesOf } from './detection/await-run.ts';
import { beLeftAlone } from './detection/left-alone.ts';
import { type FaultName, faultOf } from './faults.ts';
import type { LiveTimeline } from './live-timeline.ts';
import { startLoad, until } from './load.ts';
import { onStage } from './on-stage.ts';
import type { Options } from './options.ts';
import { annexOf, isServed, type Run, shortcomings, witnessed } from './outcome.ts';
import { readRecord, readRows } from './read-results.ts';
import { recover } from './recover.ts';
import type { Terminal } from './screen.ts';
import type { Closers } from './simulate.ts';
import { type Stage, setStage } from './stage.ts';
import { summaryOf } from './summary.ts';
import { watchNotices } from './watch-notices.ts';
import type { Witness } from './witness.ts';
import { writeReport } from './write-report.ts';
import type { Writer } from './writer.ts';

/** Until something has started a run by itself. */
const detectionPatienceMs = 300_000;
const calmPatienceMs = 60_000;

type Scene = Readonly<{
  stage: Stage;
  choice: Choice;
  writer: Writer;
  options: Options;
  timeline: LiveTimeline;
}>;

const brokenText = (fault: FaultName, { primary }: Stage): string => {
  const { strikes } = faultOf(fault);
  if (strikes === 'nothing') return 'nothing is broken';
  return strikes === 'region'
    ? `${primary} is lost (${fault})`
    : `the service fails, and ${primary} is well (${fault})`;
};

/** Breaks what the fault says; answers when the first sign of it was seen, in ms. */
const breakService = async ({ stage, writer, options, timeline }: Scene) => {
  await prepareFault(options.fault, stage);
  timeline.say(brokenText(options.fault, stage));
  await applyFault(options.fault, stage);
  if (options.fault === 'none') return stage.clock.now();
  await until(stage, () => writer.journal().firstFailedAt !== undefined, 10_000);
  timeline.say('the writer’s requests fail');
  return writer.journal().firstFailedAt ?? stage.clock.now();
};

/** Runs `recover`: an operator starts it, or nobody does and the alarms have to. */
const runRecovery = async (scene: Scene): Promise<Run> => {
  const { stage, choice, options, timeline } = scene;
  if (!options.fromAlarm) {
    const detectedAt = await breakService(scene);
    timeline.say('an operator starts the recovery');
    return await recover(stage, choice, { options, detectedAt });
  }
  await awaitCalm(scene);
  await breakService(scene);
  timeline.say('nobody does anything; the alarms have to');
  const run = await awaitRun(stage, detectionPatienceMs);
  if (run === undefined) throw new Complaint('No alarm has started a recovery within five minutes.');
  return run;
};

/** Alarms begin without data; what they say counts once each has seen the service well. */
const awaitCalm = async ({ stage, choice, timeline }: Pick<Scene, 'stage' | 'choice' | 'timeline'>): Promise<void> => {
  timeline.say('waiting until every alarm has seen the service well');
  const isCalm = await until(stage, async () => (await alarmsNotOk(stage, choice.plan)).length === 0, calmPatienceMs);
  if (isCalm) return;
  const names = await alarmsNotOk(stage, choice.plan);
  throw new Complaint(`These alarms do not see the service well, and nothing is broken yet: ${names.join(', ')}.`);
};

const gather = async ({ stage, writer, options }: Scene): Promise<Witness> => {
  const { servingSide, regionOf } = stage.landscape.parts;
  const place = { servingRegion: regionOf(servingSide), isInPlace: servingSide === 'primary' };
  const isBack = () => isServed({ journal: writer.journal(), present: undefined, ...place });
  const ttlSeconds = 60;
  if (!options.dryRun) await until(stage, isBack, stage.aws.world.awsTime(ttlSeconds) + 5000);
  await writer.stop();
  const present = await readRows(stage).catch(() => undefined);
  return { journal: writer.journal(), present, ...place };
};

/** Rehearses a recovery and tells how it went. */
const beRecovered = async (scene: Scene, out: Terminal): Promise<string[]> => {
  const { stage, timeline, options } = scene;
  const run = await runRecovery(scene);
  const witness = await gather(scene);
  timeline.end();
  const stored = readRecord(stage, run.runId);
  if (stored === undefined) throw new Complaint(`The run ${run.runId} ended as ${run.status} and left no record.`);
  const record = witnessed(stored, witness, options);
  const annex = annexOf({ record, witness, options, run });
  out.write(`${summaryOf(record, annex)}\n\n`);
  for (const file of writeReport(record, annex, witness)) out.write(`  ${file}\n`);
  return [...shortcomings(stored, witness, options), ...(options.fromAlarm ? moreThanOneRun(stage) : [])];
};

/** However many events there were, one outage is one run. */
const moreThanOneRun = (stage: Stage): string[] => {
  const runs = recoveriesOf(stage).length;
  return runs === 1 ? [] : [`${runs} runs were started for one outage`];
};

/** What is to be rehearsed, and how. */
type Ready = Readonly<{ options: Options; choice: Choice }>;

const perform = async (
  { options, choice }: Ready,
  out: Terminal,
  { timeline, closers }: { timeline: LiveTimeline; closers: Closers },
) => {
  const stage = await setStage(choice, options, { timeline, closers });
  timeline.say(
    `look at it while it runs: AWS_ACCESS_KEY_ID=${operatorKey} AWS_SECRET_ACCESS_KEY=any aws --endpoint-url http://127.0.0.1:${stage.port} --region ${stage.standby} stepfunctions list-state-machines`,
  );
  const writer = await startLoad(stage, closers);
  const notices = watchNotices({
    aws: stage.aws,
    topicArn: stage.stack.topicArn,
    timeline,
    answers: options.fromAlarm && options.approve === 'auto' ? 'nobody' : options.approve,
    client: stage.client,
  });
  closers.add(notices.stop);
  const scene: Scene = { stage, choice, writer, options, timeline };
  if (faultOf(options.fault).ends === 'recovered') return await beRecovered(scene, out);
  await awaitCalm(scene);
  return await beLeftAlone(scene, options, out);
};

/** A rehearsal from nothing to its report. Answers why it has not shown that the plan works; empty when it has. */
export const rehearse = (ready: Ready, out: Terminal, signal: AbortSignal): Promise<readonly string[]> =>
  onStage(out, signal, (surroundings) => perform(ready, out, surroundings));
