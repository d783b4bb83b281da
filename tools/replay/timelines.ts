import type { Signal } from '../../shared/contracts/detection/detection.ts';
import type { SignalReading, SignalState } from '../../shared/contracts/detection/signal-reading.ts';
import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import { probeAlarmEnd } from '../../shared/domain/detection/probe-metric.ts';
import { BadInput } from '../bad-input.ts';
import { type Gap, storyOf, type Turn } from './alarm-turns.ts';
import type { History } from './read-alarm-history.ts';
import { lastUntil } from './sorted.ts';

export type Assumption = 'good' | 'bad' | 'unknown';

const assumed: Record<Assumption, SignalState> = { good: 'good', bad: 'bad', unknown: 'unreadable' };

/** Whether an alarm of this name stands for a signal of the plan. */
export const isOfPlan =
  (plan: DeployedPlan) =>
  (name: string): boolean =>
    plan.detection.signals.some((signal, index) => alarmOf(plan, signal, index)?.isOf(name));

/** Whether an alarm of this name stands for the signal, and how such a name is told to people. */
function alarmOf(plan: DeployedPlan, signal: Signal, index: number) {
  const end = probeAlarmEnd(plan.plan, index);
  if ('probe' in signal) return { isOf: (name: string) => name.endsWith(end), wanted: `*${end}` };
  if (!('alarm' in signal) || signal.alarm === undefined) return undefined;
  const { alarm } = signal;
  return { isOf: (name: string) => name === alarm, wanted: String(alarm) };
}

/** One signal of the plan over time. `alarm` undefined: there is no history of it, and it is taken as was said. */
export type Timeline = Readonly<{
  signal: string;
  vantage: string;
  alarm: string | undefined;
  before: Omit<Turn, 'at'>;
  turns: readonly Turn[];
  /** Where changes of the alarm are missing. */
  gaps: readonly Gap[];
}>;

/** All signals of the plan, from the history of the alarms that stand for them. */
export function timelinesOf(plan: DeployedPlan, { items, alarms }: History, assumption: Assumption): Timeline[] {
  const byAlarm = Map.groupBy(items, ({ alarm }) => alarm);
  const timelines = plan.detection.signals.map((signal, index): Timeline => {
    const named = { signal: wordsOf(signal), vantage: vantageOf(signal, plan) };
    const alarm = [...byAlarm.keys()].find((name) => alarmOf(plan, signal, index)?.isOf(name));
    const { before, turns, gaps } = storyOf(byAlarm.get(alarm ?? '') ?? []);
    return turns.length === 0
      ? { ...named, alarm: undefined, before: firstState(undefined, assumption), turns: [], gaps: [] }
      : { ...named, alarm, before: firstState(before, assumption), turns, gaps };
  });
  if (timelines.some(({ alarm }) => alarm !== undefined)) return timelines;
  throw new BadInput(
    `no state of an alarm of the plan ${plan.plan} is in this history; it has ${someOf(alarms)}; the plan wants ${wantedAlarms(plan).join(', ') || 'none'}`,
  );
}

function wordsOf(signal: Signal): string {
  if ('healthCheck' in signal) return `health check ${signal.host ?? signal.healthCheck}`;
  if ('probe' in signal) return `probe of ${signal.probe}`;
  return 'rdsEvent' in signal ? `RDS events of ${signal.rdsEvent}` : `alarm ${signal.alarm}`;
}

function vantageOf(signal: Signal, { regions }: DeployedPlan): string {
  if ('healthCheck' in signal) return 'route53';
  return 'probe' in signal ? regions.standby : regions[signal.region];
}

const firstState = (state: SignalState | undefined, assumption: Assumption): Omit<Turn, 'at'> =>
  state === undefined
    ? { state: assumed[assumption], answer: `no history of it, taken as ${assumption}` }
    : { state, answer: 'so before its first change' };

/** The few that people can read, and how many more there are. */
function someOf(names: readonly string[]): string {
  const rest = names.length - 8;
  return `${names.slice(0, 8).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** The alarms that a replay of this plan can make use of, as people would look for them. */
const wantedAlarms = (plan: DeployedPlan): string[] =>
  plan.detection.signals.flatMap((signal, index) => alarmOf(plan, signal, index)?.wanted ?? []);

/** How a signal stood at a moment: by its last turn, or as before its first. */
export const standAt = ({ before, turns }: Timeline, now: string): Omit<Turn, 'at'> & Partial<Pick<Turn, 'at'>> =>
  lastUntil(turns, now) ?? before;

/** How all signals read at a moment. */
export const readAt = (timelines: readonly Timeline[], now: string): SignalReading[] =>
  timelines.map((timeline) => {
    const { state, answer, at: since } = standAt(timeline, now);
    return { signal: timeline.signal, vantage: timeline.vantage, state, answer, at: now, ...(since && { since }) };
  });
