import type { RecoveryRecord } from '../contracts/recovery/recovery-record.ts';
import { notSettled } from '../contracts/recovery/run.ts';
import { firstOf } from '../domain/run-facts.ts';
import { endingWords } from '../report/ending-words.ts';
import { oneLine } from './notice.ts';
import { blanks, commandWithJson, pasteLines } from './paste.ts';

/** Of a run whose execution ended without closing it: how to go on. Nothing of any other run. */
export function resumeLines(record: RecoveryRecord): string[] {
  const opened = firstOf(record.entries, 'runOpened')?.fact;
  if (opened === undefined || record.execution === undefined || record.execution.error === notSettled) return [];
  const { executionArn, plan, runbook, occasion } = opened;
  const [, , , region = ''] = executionArn.split(':');
  const machineArn = executionArn.replace(':execution:', ':stateMachine:').replace(/:[^:]*$/, '');
  const start = `aws stepfunctions start-execution --region ${region} --state-machine-arn ${machineArn}`;
  return [
    '',
    'To go on from where it stands (it looks again before it acts):',
    `aws stepfunctions redrive-execution --region ${region} --execution-arn ${executionArn}`,
    'To begin anew:',
    ...pasteLines,
    ...commandWithJson(start, '--input', { plan, runbook, occasion, ...blanks }),
  ];
}

/** Of the same: how it ended, and what is owed. */
export function stoppedLines(record: RecoveryRecord): string[] {
  const { execution } = record;
  if (execution === undefined) return [];
  const { status, error, cause } = execution;
  const why = [error, cause].filter(Boolean).join(': ');
  const owed = owedOf(record);
  return [
    '',
    `Its execution ${endingWords[status]} (${status}${why === '' ? '' : `: ${oneLine(why, 400)}`}); what was at work has ended, and its lock is let go.`,
    ...(record.steps.length === 0 ? [] : [`Not done: ${owed.length === 0 ? 'nothing' : owed.join(', ')}`]),
  ];
}

const owedOf = ({ steps }: RecoveryRecord): string[] =>
  steps.filter(({ status }) => status !== 'done' && status !== 'skipped').map(({ stepId }) => stepId);
