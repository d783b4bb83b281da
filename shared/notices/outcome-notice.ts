import type { RecoveryRecord, StepRecord } from '../contracts/recovery/recovery-record.ts';
import { starterOf } from '../domain/person.ts';
import { duration, headline, measuredText, metText, shortHeadline } from '../report/format.ts';
import { acknowledgementCommand, type ControlPlace } from './acknowledgement-command.ts';
import { closedLines } from './closed-lines.ts';
import { createNotice, type Notice, oneLine } from './notice.ts';
import { resumeLines, stoppedLines } from './stopped-lines.ts';
import { owedLines } from './write-off-command.ts';

const stepsShown = 100;

/** `location`: where the record lies, once it does. `acknowledge`: where to tell Lifeboat that a person has seen the run. */
export type OutcomePlace = Readonly<{ location: string | undefined; acknowledge: ControlPlace }>;

/** How a run ended, from its record and nothing else. */
export function outcomeNotice(record: RecoveryRecord, { location, acknowledge }: OutcomePlace): Notice {
  const steps = record.steps.slice(0, stepsShown);
  const head = [
    `${headline(record)}. ${oneLine(record.reason)}`,
    '',
    `Run: ${record.runId} (${record.occasion}), ${record.openedAt} to ${record.endedAt}`,
    ...(record.insteadOf
      ? [`Runbook: ${record.runbook} in place of ${record.insteadOf.runbook}: ${oneLine(record.insteadOf.because)}`]
      : []),
    `Started because: ${oneLine(record.trigger.reason)}${byWhom(record)}`,
    ...(record.outcome === 'refused'
      ? []
      : [measured('Recovery time', record.recoveryTime), measured('Data loss', record.dataLoss)]),
    ...(steps.length === 0 ? [] : ['', 'Steps:']),
  ];
  const body = [
    ...steps.map(stepLine),
    ...(record.steps.length > stepsShown ? [`... and ${record.steps.length - stepsShown} more`] : []),
    ...stoppedLines(record),
  ];
  const tail = [
    ...closedLines(record),
    ...owedLines(record, acknowledge),
    ...resumeLines(record),
    ...acknowledgementLines(record, acknowledge),
    '',
    `Record: ${location ?? 'could not be stored; the ledger has it'}`,
    `Reference: ${record.runId}:outcome`,
  ];
  const whole = 'the record has all of them';
  return createNotice(`${shortHeadline(record)} (${record.occasion})`, { head, body, tail, whole });
}

function byWhom({ trigger }: RecoveryRecord): string {
  const starter = starterOf(trigger);
  return starter === undefined ? '' : `, by ${oneLine(starter)}`;
}

type Measured = RecoveryRecord['recoveryTime'];

function measured(name: string, one: Measured): string {
  const { objectiveSeconds, basis } = one;
  return `${name}: ${measuredText(one)}, objective ${duration(objectiveSeconds)}, ${metText(one)} (${oneLine(basis)})`;
}

const stepLine = ({ stepId, kind, status, because, seconds }: StepRecord): string =>
  `- ${status}: ${stepId} (${kind}), ${duration(seconds.total)}${because ? `: ${oneLine(because, 200)}` : ''}`;

/** After a run that made changes nothing starts by itself. Rehearsals leave no such bar. */
function acknowledgementLines(record: RecoveryRecord, place: ControlPlace): string[] {
  const { plan, runId, occasion, dryRun } = record;
  if (plan === undefined || dryRun || occasion !== 'incident' || !mayHaveChanged(record)) return [];
  return [
    '',
    'Lifeboat starts nothing for this plan by itself until somebody has seen what this run did. When you have, say so:',
    ...acknowledgementCommand(place, plan, runId),
  ];
}

/** One that AWS rejected has changed nothing. */
const mayHaveChanged = ({ steps }: RecoveryRecord): boolean =>
  steps.some(({ calls }) => calls.some(({ result }) => result === 'accepted' || result === 'unknown'));
