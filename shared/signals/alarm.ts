import type { CloudWatchClient, CompositeAlarm, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { defined } from '../contracts/defined.ts';
import type { AlarmSignal, Watched } from '../contracts/detection/detection.ts';
import { outsideText } from '../domain/outside-text.ts';
import { knownOf } from '../domain/reading.ts';
import { type Alarm, describeAlarms } from './describe-alarms.ts';
import { readRecentPoints } from './metric-points.ts';
import type { Judgement, Reader } from './signal-clients.ts';
import { whyUnreadable } from './words.ts';

const stateOf: ReadonlyMap<string, Judgement['state']> = new Map([
  ['OK', 'good'],
  ['ALARM', 'bad'],
  ['INSUFFICIENT_DATA', 'insufficientData'],
]);

/**
 * An alarm as it stands in its own Region. What would take the word of an ALARM away is asked when it says ALARM: quotas. A role
 * that may not list mute rules must not lose the reading, nor may a list that is slow.
 */
export async function readAlarm(signal: AlarmSignal, { plan, clients, alarms, now }: Reader): Promise<Judgement> {
  const region = plan.regions[signal.region];
  const there = alarms(region);
  const described = await there.described;
  if (described.kind === 'unreadable') return { state: 'unreadable', answer: whyUnreadable(described.failure) };
  const alarm = described.value.get(signal.alarm);
  if (alarm === undefined) return { state: 'missing', answer: 'there is no such alarm' };
  const judged = judgeAlarm(alarm, signal);
  if (judged.state !== 'bad') return judged;
  const examined = examine(clients.cloudWatch(region).watcher, alarm, now);
  const [objection, muted] = await Promise.all([examined, there.muted]);
  const rule = knownOf(muted)?.get(signal.alarm);
  if (rule !== undefined) return { ...judged, state: 'muted', answer: `a mute rule is in force; ${judged.answer}` };
  const doubt = muted.kind === 'unreadable' ? ' (whether a mute rule is in force could not be read)' : '';
  return objection ?? { ...judged, answer: `${judged.answer}${doubt}` };
}

/** The alarm as it is described, before its children and its data are asked for. */
function judgeAlarm(alarm: Alarm, { watches }: Pick<AlarmSignal, 'watches'>): Judgement {
  const { StateValue = 'INSUFFICIENT_DATA', StateReason = '', ActionsEnabled } = alarm;
  const since = alarm.StateTransitionedTimestamp?.toISOString();
  const told = { answer: outsideText(`${StateValue}: ${StateReason}`), ...defined({ since }) };
  const other = watches === undefined ? undefined : judgeTarget(alarm, watches);
  if (other !== undefined) return { state: 'retargeted', answer: outsideText(other) };
  if (ActionsEnabled === false) return { ...told, state: 'disabled' };
  if ('ActionsSuppressedBy' in alarm && alarm.ActionsSuppressedBy !== undefined)
    return {
      ...told,
      state: 'suppressed',
      answer: outsideText(alarm.ActionsSuppressedReason ?? `by ${alarm.ActionsSuppressedBy}`),
    };
  if ('EvaluationState' in alarm && alarm.EvaluationState !== undefined)
    return { ...told, state: 'stale', answer: outsideText(`${alarm.EvaluationState}: ${StateReason}`) };
  // What CloudWatch may come to say one day is neither good nor bad.
  return { ...told, state: stateOf.get(StateValue) ?? 'unreadable' };
}

/** What the alarm is about, when that is not what the plan says. */
function judgeTarget(alarm: MetricAlarm | CompositeAlarm, watched: Watched): string | undefined {
  if ('rule' in watched) {
    const rule = 'AlarmRule' in alarm ? alarm.AlarmRule : undefined;
    return rule === watched.rule ? undefined : `its rule is ${rule ?? 'none'}, not the one of the plan`;
  }
  const found = 'AlarmRule' in alarm ? undefined : metricOf(alarm);
  if (found === undefined) return 'it watches no single metric';
  const { namespace, metric, dimensions } = found;
  const isSame =
    namespace === watched.namespace && metric === watched.metric && sorted(dimensions) === sorted(watched.dimensions);
  return isSame ? undefined : `it watches ${namespace} ${metric} ${sorted(dimensions)}`;
}

type Metric = Readonly<{
  namespace: string;
  metric: string;
  dimensions: Readonly<Record<string, string>>;
  periodSeconds: number;
}>;

/** Of an alarm on several metrics the one that it returns, beside a band of anomaly detection too; of one on an expression none. */
function metricOf(alarm: MetricAlarm): Metric | undefined {
  const stat = alarm.Metrics?.find(({ ReturnData, MetricStat }) => ReturnData !== false && MetricStat)?.MetricStat;
  const { Namespace: namespace, MetricName: metric, Dimensions = [] } = stat?.Metric ?? alarm;
  if (namespace === undefined || metric === undefined) return undefined;
  const dimensions = Object.fromEntries(Dimensions.map(({ Name = '', Value = '' }) => [Name, Value]));
  return { namespace, metric, dimensions, periodSeconds: stat?.Period ?? alarm.Period ?? 60 };
}

const sorted = (values: Readonly<Record<string, string>>) => JSON.stringify(Object.entries(values).sort());

/** Whether an ALARM can be believed. */
async function examine(client: CloudWatchClient, alarm: Alarm, now: string): Promise<Judgement | undefined> {
  const name = alarm.AlarmName ?? '';
  if ('AlarmRule' in alarm)
    return (await isContradictory(client, name))
      ? { state: 'contradictory', answer: 'it is in ALARM, and none of its children is' }
      : undefined;
  return (await isFrozen(client, alarm, now))
    ? { state: 'stale', answer: 'it keeps its ALARM without any data' }
    : undefined;
}

/**
 * Somebody has set it by hand, or a child has just turned: it says ALARM and none of those that it rests on does. So does one
 * whose rule asks for a child that is not in ALARM; such an alarm is no sign of an outage. Of the other parameters that call
 * takes MaxRecords alone (API_DescribeAlarms); a composite has 100 children at most, and a page 50 unless told.
 */
async function isContradictory(client: CloudWatchClient, alarm: string): Promise<boolean> {
  const children = await describeAlarms(client, { ChildrenOfAlarmName: alarm });
  return children.every(({ StateValue }) => StateValue !== 'ALARM');
}

/** With TreatMissingData `ignore` an alarm stays as it was for as long as nothing comes. */
async function isFrozen(client: CloudWatchClient, alarm: MetricAlarm, now: string): Promise<boolean> {
  const found = metricOf(alarm);
  if (alarm.TreatMissingData !== 'ignore' || found === undefined) return false;
  const { namespace, metric, dimensions } = found;
  const periodSeconds = Math.max(60, found.periodSeconds);
  const query = { namespace, name: metric, dimensions, periodSeconds, spanSeconds: 3 * periodSeconds, now };
  return (await readRecentPoints(client, query)).length === 0;
}
