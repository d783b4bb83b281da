import { styleText } from 'node:util';
import type { RecoveryRecord, StepRecord } from '../shared/contracts/recovery/recovery-record.ts';
import { duration, headline, measuredText, metText, statusText } from '../shared/report/format.ts';
import { type Annex, type Stated, statedRecoveryTime } from '../shared/report/recovery/annex.ts';
import { headLines } from '../shared/report/recovery/head.ts';

const colours = { met: 'green', 'NOT met': 'red', 'not known': 'yellow' } as const;

/** Objectives beside measurements, and each step's time split into AWS's and ours. */
export function summaryOf(record: RecoveryRecord, annex: Annex): string {
  const { rows } = record.dataLoss;
  const lines = [
    '',
    styleText('bold', headline(record)),
    `  ${record.reason}`,
    '',
    ...headLines(record, annex).map(headLine),
    '',
    ...(record.dryRun ? [] : [...recoveryLines(record, annex), measuredLine('Data loss', record.dataLoss)]),
    ...(rows && !record.dryRun
      ? [`  ${'Rows lost'.padEnd(14)} ${rows.missing} of ${rows.acknowledged} that were acknowledged`]
      : []),
    '',
    ...record.steps.map((step) => stepLine(step, record)),
    '',
    ...annex.rows.map(({ label, value }) => styleText('dim', `  ${label}: ${value}`)),
  ];
  return lines.join('\n');
}

const headLine = ({ label, text, isBad }: ReturnType<typeof headLines>[number]): string =>
  `  ${label.padEnd(14)} ${isBad ? styleText('red', text) : text}`;

/** At AWS's own pace first: what was played faster took nobody that long. */
function recoveryLines(record: RecoveryRecord, annex: Annex): string[] {
  const stated = statedRecoveryTime(record, annex);
  const { measuredSeconds } = record.recoveryTime;
  const rehearsed = `  ${''.padEnd(14)} at AWS's own pace; the rehearsal took ${duration(measuredSeconds ?? 0)} with AWS ${annex.pace.speed} times faster`;
  return [measuredLine('Recovery time', stated), ...(stated.isProjected ? [rehearsed] : [])];
}

function measuredLine(name: string, one: Stated): string {
  const measured = measuredText(one);
  return `  ${name.padEnd(14)} objective ${duration(one.objectiveSeconds).padEnd(8)} measured ${measured.padEnd(16)} ${mark(one)}`;
}

const mark = (one: Stated): string => styleText(colours[metText(one)], metText(one));

function stepLine(step: StepRecord, record: RecoveryRecord): string {
  const { total, aws, ours } = step.seconds;
  const status = styleText(step.status === 'done' ? 'green' : 'red', statusText(step, record));
  const split = aws > 0 ? styleText('dim', `AWS ${duration(aws)}, ours ${duration(ours)}`) : '';
  return `  ${step.stepId.padEnd(22)} ${step.kind.padEnd(20)} ${status} ${duration(total).padStart(8)}  ${split}${step.because}`;
}
