import { styleText } from 'node:util';
import { timeOfDay } from '../../shared/report/format.ts';
import type { Choice } from '../choose.ts';
import type { LiveTimeline } from '../live-timeline.ts';
import { type Client, until } from '../load.ts';
import type { Options } from '../options.ts';
import type { Terminal } from '../screen.ts';
import type { Stage } from '../stage.ts';
import { recoveriesOf } from './await-run.ts';
import { type Refusal, readRefusals } from './read-refusals.ts';
import { flap, raiseFalseAlarm } from './trouble.ts';

/** After the trouble is over: time for the last event, and for a look of the schedule. */
const patienceMs = 60_000;

type Scene = Readonly<{ stage: Stage; choice: Choice; clients: readonly Client[]; timeline: LiveTimeline }>;

/** Trouble that is none: it must be seen, be written down with its reason, and nothing may be touched. */
export async function beLeftAlone(scene: Scene, options: Options, out: Terminal): Promise<string[]> {
  const { stage, choice, clients, timeline } = scene;
  timeline.say(options.fault === 'flapping' ? 'the service flaps' : 'an alarm fires, and the service is well');
  await (options.fault === 'flapping' ? flap(stage) : raiseFalseAlarm(stage, choice));
  timeline.say('the trouble is over');
  const name = choice.plan.plan;
  const hasRecovered = (refusals: readonly Refusal[]) => refusals.some(({ fact }) => fact.code === 'recovered');
  await until(stage, async () => hasRecovered(await readRefusals(stage, name)), patienceMs);
  const refusals = await readRefusals(stage, name);
  await Promise.all(clients.map(({ writer }) => writer.stop()));
  timeline.end();
  const runs = recoveriesOf(stage).length;
  out.write(`${summaryOf(refusals, clients, runs)}\n`);
  return [
    ...(runs === 0 ? [] : [`${runs} runs were started though the service was not lost`]),
    ...(refusals.length > 0 ? [] : ['nothing was written down: the trouble was not seen']),
  ];
}

const summaryOf = (refusals: readonly Refusal[], clients: readonly Client[], runs: number): string =>
  [
    '',
    styleText('bold', runs === 0 ? 'Left alone: Lifeboat looked, and started nothing' : `Started ${runs} times`),
    ...refusals.map(lineOf),
    '',
    ...clients.map(rowsLine),
    '',
  ].join('\n');

const lineOf = ({ at, fact }: Refusal): string =>
  `  ${timeOfDay(at)}  ${styleText('yellow', fact.code.padEnd(14))} ${fact.reason}`;

function rowsLine({ name, writer }: Client): string {
  const { acknowledged, attempts } = writer.journal();
  return styleText('dim', `  Rows sent to ${name.name}, acknowledged: ${attempts}, ${acknowledged.length}`);
}
