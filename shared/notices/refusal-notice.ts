import type { FactOf } from '../contracts/ledger-entry.ts';
import { acknowledgeLines } from './acknowledge-command.ts';
import { createNotice, type Notice, oneLine } from './notice.ts';

type Refused = Pick<FactOf<'detectionRefused'>, 'plan' | 'code' | 'reason' | 'executionArn' | 'readings'>;

type Place = Readonly<{ controlTable: string; recoverMachine: string; region: string }>;

/** What has happened, for somebody who reads the subject only. */
const headlines: Readonly<Record<string, string>> = {
  recovered: 'is well again, nothing was started',
  noQuorum: 'may not be well: too few signals agree',
  onlyInside: 'may not be well: only its own Region says so',
  blind: 'cannot be watched: an outage would not be seen',
  notifyOnly: 'looks lost; the plan only tells people',
  eventTooOld: 'an alarm event came too late',
  foreignEvent: 'an event that is not about this plan was refused',
  killSwitch: 'does not look well, and the kill switch is set',
  maintenance: 'does not look well, during maintenance',
  inProgress: 'does not look well, and a run is in progress',
  failedOver: 'does not look well, and its last run is not acknowledged',
  heldDown: 'does not look well, and the plan rests',
  declined: 'still looks lost, and nobody said yes',
  started: 'still looks lost; a run has just been started',
  exhausted: 'still looks lost, and no run could go through',
  failed: 'could not be weighed: detection itself failed',
};

/** Where a person's acknowledgement would let Lifeboat start by itself again. */
const codesToAcknowledge = new Set(['failedOver', 'heldDown', 'declined']);

const readingLines = ({ readings }: Refused): string[] =>
  readings.map(({ signal, state, answer, at }) => `- ${state}: ${oneLine(signal)}: ${oneLine(answer, 200)} (${at})`);

const startLines = ({ plan, executionArn }: Refused, { region, recoverMachine }: Place): string[] => {
  const [arn, partition, service, , account] = executionArn.split(':');
  const machine = [arn, partition, service, region, account, 'stateMachine', recoverMachine].join(':');
  const input = `{"plan":"${plan}","operator":"<your name>","reason":"<why>"}`;
  return [
    'To start a recovery yourself:',
    `aws stepfunctions start-execution --region ${region} --state-machine-arn ${machine} --input '${input}'`,
  ];
};

/** Why Lifeboat looked at a plan and started nothing, with what a person may do about it. */
export const refusalNotice = (refused: Refused, place: Place): Notice => {
  const { plan, code, reason, executionArn, readings } = refused;
  return createNotice(`${plan} ${headlines[code] ?? 'was looked at, nothing was started'}`, [
    `Lifeboat looked at ${plan} and started nothing (${code}).`,
    oneLine(reason, 2000),
    '',
    ...(readings.length === 0 ? [] : ['What the signals say:', ...readingLines(refused), '']),
    ...(codesToAcknowledge.has(code)
      ? [...acknowledgeLines({ ...place, plan, runId: '<the run named above>' }), '']
      : []),
    ...(code === 'recovered' ? [] : [...startLines(refused, place), '']),
    `Looked at by: ${executionArn}`,
    `Reference: ${plan}:${code}:${executionArn.split(':').at(-1)}`,
  ]);
};
