import type { SignalReading } from '../contracts/detection/signal-reading.ts';
import type { PlanName, RunId } from '../contracts/fields.ts';
import type { FactOf } from '../contracts/ledger-entry.ts';
import type { AskingRun } from '../domain/detection/standing.ts';
import { acknowledgementCommand, type ControlPlace } from './acknowledgement-command.ts';
import { askingHeadline, askingLines } from './asking-lines.ts';
import { createNotice, type Notice, oneLine } from './notice.ts';
import { startLines } from './start-command.ts';

/** What has happened, for somebody who reads the subject only. */
const headlines: Readonly<Record<string, string>> = {
  recovered: 'is well again',
  noQuorum: 'may not be well: too few signals agree',
  onlyInside: 'may not be well: only its own Region says so',
  blind: 'cannot be watched: an outage would not be seen',
  notifyOnly: 'looks lost; the plan only tells people',
  eventTooOld: 'an alarm event came too late',
  foreignEvent: 'an event that is not about this plan was refused',
  killSwitch: 'does not look well, and the kill switch is set',
  maintenance: 'does not look well, during maintenance',
  silenced: 'does not look well, and its alarms are silenced',
  inProgress: 'does not look well, and a run is in progress',
  wellAgain: 'is well again, and a run asks',
  lostAgain: 'is lost again, and a run asks',
  failedOver: 'does not look well, and its last run is not acknowledged',
  heldDown: 'does not look well, and the plan rests',
  declined: 'still looks lost, and nobody said yes',
  started: 'still looks lost; a run has just been started',
  exhausted: 'still looks lost, and no run could go through',
  failed: 'could not be looked at: detection itself failed',
};

/** Where an acknowledgement lets Lifeboat start by itself again. */
const liftedByAcknowledgement = new Set(['failedOver', 'heldDown', 'declined']);

/** Where a run that a person starts would be of no use, or refused as well. */
const notToStart = new Set([
  'recovered',
  'inProgress',
  'started',
  'killSwitch',
  'notifyOnly',
  'wellAgain',
  'lostAgain',
]);

const notifyLines = [
  'The plan says notify, so no run of it acts, whoever starts it. Recover the service yourself, or deploy the plan with mode',
  'approval; a run that you start then asks before it acts.',
];

const silencedLines = [
  'Nothing starts by itself for as long as every alarm of the plan that can be read is silenced.',
  'CloudWatch does not tell who silenced them. Look in the event history of CloudTrail, in the Region of each alarm, for',
  'PutAlarmMuteRule, DisableAlarmActions, PutMetricAlarm and PutCompositeAlarm.',
];

export type RefusalToTell = Readonly<{
  fact: Omit<FactOf<'detectionRefused'>, 'messageId'>;
  /** What an acknowledgement would be of. */
  lastRun?: RunId;
  /** The run that waits for an answer. */
  asking?: AskingRun;
  isRecorded: boolean;
}>;

/** What the commands in it name. */
export type RefusalPlace = ControlPlace & Readonly<{ recoverMachine: string }>;

/** Why Lifeboat looked at a plan and started nothing, with what a person may do about it. */
export function refusalNotice(refusal: RefusalToTell, place: RefusalPlace): Notice {
  const { plan, code, reason, trigger, executionArn, readings } = refusal.fact;
  const notice = createNotice(`${plan} ${headlineOf(refusal)}`, {
    head: [
      `Lifeboat looked at ${plan} and starts nothing (${code}).`,
      oneLine(reason, 2000),
      ...(refusal.isRecorded ? [] : ['This could not be written down: the ledger does not answer.']),
    ],
    body: readingLines(readings),
    tail: [
      ...commandLines(refusal, place),
      '',
      `Woken by: ${oneLine(trigger)}`,
      `Looked at by: ${executionArn}`,
      `Reference: ${plan}:${code}:${executionArn.split(':').at(-1)}`,
    ],
  });
  const contact = refusal.asking?.contact;
  return contact === undefined ? notice : { ...notice, contact };
}

const headlineOf = ({ fact: { code }, asking }: RefusalToTell): string =>
  asking ? askingHeadline(asking, code === 'wellAgain') : (headlines[code] ?? 'was looked at, nothing was started');

const readingLines = (readings: readonly SignalReading[]): string[] =>
  readings.length === 0 ? [] : ['', 'What the signals say:', ...readings.map(readingLine)];

const readingLine = ({ signal, vantage, state, answer, at, since, silenced }: SignalReading): string =>
  [
    `- ${state}: ${oneLine(signal)}: ${oneLine(answer, 200)} (seen from ${oneLine(vantage)} at ${at}`,
    ...(since ? [`, so since ${since}`] : []),
    ...(silenced ? [`; silenced: ${oneLine(silenced)}`] : []),
    ')',
  ].join('');

function commandLines({ fact, lastRun, asking }: RefusalToTell, place: RefusalPlace): string[] {
  const { plan, code, executionArn } = fact;
  const acknowledge = liftedByAcknowledgement.has(code) && lastRun !== undefined;
  const bypassHoldDown = code === 'heldDown' || code === 'failedOver';
  return [
    ...(acknowledge ? ['', ...acknowledgementLines(plan, lastRun, place)] : []),
    ...(asking ? askingLines(asking, code === 'wellAgain') : []),
    ...(code === 'silenced' ? ['', ...silencedLines] : []),
    ...(code === 'killSwitch' ? ['', ...killSwitchLines(plan, place)] : []),
    ...(code === 'notifyOnly' ? ['', ...notifyLines] : []),
    ...(notToStart.has(code) ? [] : ['', ...startLines({ ...place, plan, executionArn, bypassHoldDown })]),
  ];
}

const acknowledgementLines = (plan: PlanName, runId: RunId, place: ControlPlace): string[] => [
  `Nothing starts by itself until somebody acknowledges run ${runId}:`,
  ...acknowledgementCommand(place, plan, runId),
];

function killSwitchLines(plan: PlanName, { controlTable, region }: ControlPlace): string[] {
  const key = (of: string) => `{"key":{"S":"killSwitch#${of}"}}`;
  const remove = `aws dynamodb delete-item --region ${region} --table-name ${controlTable} --key`;
  return [
    'No run begins while the kill switch is set. To remove it, for this plan or for all:',
    ...[plan, '*'].map((of) => `${remove} '${key(of)}'`),
  ];
}
