import { styleText } from 'node:util';
import type { RecoveryRecord, StepRecord } from '../shared/contracts/recovery/recovery-record.ts';
import { duration, headline, measuredText, metText } from '../shared/report/format.ts';
import type { Annex } from '../shared/report/recovery/annex.ts';

const mark = (one: RecoveryRecord['recoveryTime']): string => styleText(one.isMet ? 'green' : 'red', metText(one));

const measuredLine = (name: string, one: RecoveryRecord['recoveryTime']): string => {
  const measured = measuredText(one);
  return `  ${name.padEnd(14)} objective ${duration(one.objectiveSeconds).padEnd(8)} measured ${measured.padEnd(16)} ${mark(one)}`;
};

const stepLine = (step: StepRecord): string => {
  const { total, aws, ours } = step.seconds;
  const status = step.status === 'done' ? styleText('green', 'done') : styleText('red', step.status);
  const split = aws > 0 ? styleText('dim', `AWS ${duration(aws)}, ours ${duration(ours)}`) : '';
  return `  ${step.stepId.padEnd(22)} ${step.kind.padEnd(20)} ${status} ${duration(total).padStart(8)}  ${split}${step.because}`;
};

/** Objectives beside measurements, and each step's time split into AWS's and ours. */
export const summaryOf = (record: RecoveryRecord, annex: Annex): string => {
  const { rows } = record.dataLoss;
  const lines = [
    '',
    styleText('bold', headline(record)),
    `  ${record.reason}`,
    '',
    ...(record.dryRun
      ? []
      : [measuredLine('Recovery time', record.recoveryTime), measuredLine('Data loss', record.dataLoss)]),
    ...(rows && !record.dryRun
      ? [`  ${'Rows lost'.padEnd(14)} ${rows.missing} of ${rows.acknowledged} that were acknowledged`]
      : []),
    '',
    ...record.steps.map(stepLine),
    '',
    ...annex.rows.map(({ label, value }) => styleText('dim', `  ${label}: ${value}`)),
  ];
  return lines.join('\n');
};
