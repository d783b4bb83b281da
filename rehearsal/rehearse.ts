import { Complaint } from 'simulated-aws/complaint.ts';
import { applyFault, prepareFault } from './apply-fault.ts';
import type { Choice } from './choose.ts';
import { alarmsNotOk } from './detection/await-calm.ts';
import { awaitRun, recoveriesOf } from './detection/await-run.ts';
import { beLeftAlone } from './detection/left-alone.ts';
import { type FaultName, faultOf } from './faults.ts';
import { gather } from './gather.ts';
import type { LiveTimeline } from './live-timeline.ts';
import { type Client, type Load, startLoad, until } from './load.ts';
import { onStage } from './on-stage.ts';
import type { Options } from './options.ts';
import { annexOf, type Run, shortcomings, witnessed } from './outcome.ts';
import { readRecord } from './read-results.ts';
import { recover } from './recover.ts';
import type { Terminal } from './screen.ts';
import type { Surroundings } from './simulate.ts';
import { lookCommand, type Stage, setStage } from './stage.ts';
import { summaryOf } from './summary.ts';
import { watchNotices } from './watch-notices.ts';
import { writeReport } from './write-report.ts';

/** Until something has started a run by itself. */
const detectionPatienceMs = 300_000;
const calmPatienceMs = 60_000;

/** What is to be rehearsed, and how. */
export type Ready = Readonly<{ options: Options; choice: Choice }>;

type Scene = Readonly<{
  stage: Stage;
  choice: Choice;
  clients: readonly Client[];
  options: Options;
  timeline: LiveTimeline;
}>;

/** Rehearses on a stage that is set, and takes nothing down. Answers why it has not shown that the plan works. */
export async function rehearseOn(
  stage: Stage,
  { options, choice }: Ready,
  { out, timeline, closers, load }: Surroundings & Readonly<{ out: Terminal; load?: Load }>,
): Promise<readonly string[]> {
  const clients = await startLoad(stage, closers, load);
  const notices = watchNotices({
    aws: stage.aws,
    topicArn: stage.stack.topicArn,
    timeline,
    answers: options.fromAlarm && options.approve === 'auto' ? 'nobody' : options.approve,
    landscape: stage.landscape,
  });
  closers.add(notices.stop);
  const scene: Scene = { stage, choice, clients, options, timeline };
  if (faultOf(options.fault).ends === 'recovered') return await beRecovered(scene, out);
  await awaitCalm(scene);
  return await beLeftAlone(scene, options, out);
}

/** Rehearses a recovery and tells how it went. */
async function beRecovered(scene: Scene, out: Terminal): Promise<string[]> {
  const { stage, timeline, options } = scene;
  const run = await runRecovery(scene);
  const witnesses = await gather(stage, scene.clients, options);
  timeline.end();
  const stored = readRecord(stage, run.runId);
  if (stored === undefined) throw new Complaint(`The run ${run.runId} ended as ${run.status} and left no record.`);
  const record = witnessed(stored, witnesses, options);
  const annex = annexOf({ record, witnesses, options, run });
  out.write(`${summaryOf(record, annex)}\n\n`);
  for (const file of writeReport(record, annex, witnesses)) out.write(`  ${file}\n`);
  return [...shortcomings(stored, witnesses, options), ...(options.fromAlarm ? moreThanOneRun(stage) : [])];
}

/** Runs `recover`: an operator starts it, or nobody does and the alarms have to. */
async function runRecovery(scene: Scene): Promise<Run> {
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
}

/** Breaks what the fault says; answers when the first sign of it was seen, in ms. */
async function breakService({ stage, clients, options, timeline }: Scene) {
  await prepareFault(options.fault, stage);
  timeline.say(brokenText(options.fault, stage));
  await applyFault(options.fault, stage);
  if (options.fault === 'none') return stage.clock.now();
  await until(stage, () => firstFailure(clients) !== undefined, 10_000);
  for (const { name, writer } of clients)
    if (writer.journal().firstFailedAt !== undefined) timeline.say(`requests to ${name.name} fail`);
  return firstFailure(clients) ?? stage.clock.now();
}

function brokenText(fault: FaultName, { from }: Stage): string {
  const { strikes } = faultOf(fault);
  if (strikes === 'nothing') return 'nothing is broken';
  return strikes === 'region' ? `${from} is lost (${fault})` : `the service fails, and ${from} is well (${fault})`;
}

/** When the first request of anybody failed, in ms. */
function firstFailure(clients: readonly Client[]): number | undefined {
  const failed = clients.flatMap(({ writer }) => writer.journal().firstFailedAt ?? []);
  return failed.length === 0 ? undefined : Math.min(...failed);
}

/** Alarms begin without data; what they say counts once each has seen the service well. */
async function awaitCalm({ stage, choice, timeline }: Pick<Scene, 'stage' | 'choice' | 'timeline'>): Promise<void> {
  timeline.say('waiting until every alarm has seen the service well');
  const isCalm = await until(stage, async () => (await alarmsNotOk(stage, choice.plan)).length === 0, calmPatienceMs);
  if (isCalm) return;
  const names = await alarmsNotOk(stage, choice.plan);
  throw new Complaint(`These alarms do not see the service well, and nothing is broken yet: ${names.join(', ')}.`);
}

/** However many events there were, one outage is one run. */
function moreThanOneRun(stage: Stage): string[] {
  const runs = recoveriesOf(stage).length;
  return runs === 1 ? [] : [`${runs} runs were started for one outage`];
}

/** A rehearsal from nothing to its report. Answers why it has not shown that the plan works; empty when it has. */
export const rehearse = (ready: Ready, out: Terminal, signal: AbortSignal): Promise<readonly string[]> =>
  onStage(out, signal, async (surroundings) => {
    const stage = await setStage(ready.choice, ready.options, surroundings);
    surroundings.timeline.say(`look at it while it runs: ${lookCommand(stage)}`);
    return await rehearseOn(stage, ready, { ...surroundings, out });
  });
