import type { RecoveryRecord } from '../contracts/recovery-record.ts';
import { notSettled } from '../contracts/run.ts';
import { firstOf } from '../report/run-facts.ts';
import { oneLine } from './notice.ts';

export const stoppedWords = {
  ABORTED: 'was stopped',
  TIMED_OUT: 'ran into its deadline',
  FAILED: 'broke',
} as const;

const owedOf = ({ steps }: RecoveryRecord): string[] =>
  steps.filter(({ status }) => status !== 'done' && status !== 'skipped').map(({ stepId }) => stepId);

const commandsOf = (record: RecoveryRecord): string[] => {
  const opened = firstOf(record.entries, 'runOpened')?.fact;
  if (opened === undefined || record.execution?.error === notSettled) return [];
  const { executionArn, plan, runbook, occasion } = opened;
  const [, , , region = ''] = executionArn.split(':');
  const machineArn = executionArn.replace(':execution:', ':stateMachine:').replace(/:[^:]*$/, '');
  const input = { plan, runbook, occasion, operator: '<your name>', reason: '<why>' };
  return [
    'To go on from where it stands (it looks again before it acts):',
    `aws stepfunctions redrive-execution --region ${region} --execution-arn ${executionArn}`,
    'To begin anew:',
    `aws stepfunctions start-execution --region ${region} --state-machine-arn ${machineArn} --input '${JSON.stringify(input)}'`,
  ];
};

/** Of a run whose execution ended without closing it: how, what is owed, how to go on. Nothing of any other run. */
export const stoppedLines = (record: RecoveryRecord): string[] => {
  const { execution } = record;
  if (execution === undefined) return [];
  const { status, error, cause } = execution;
  const why = [error, cause].filter(Boolean).join(': ');
  const owed = owedOf(record);
  return [
    '',
    `Its execution ${stoppedWords[status]} (${status}${why === '' ? '' : `: ${oneLine(why, 400)}`}); what was at work has ended, and its lock is let go.`,
    ...(record.steps.length === 0 ? [] : [`Not done: ${owed.length === 0 ? 'nothing' : owed.join(', ')}`]),
    ...commandsOf(record),
  ];
};
