import type { DescribeExecutionOutput, ExecutionListItem, ExecutionStatus } from '@aws-sdk/client-sfn';
import { defined } from '../defined.ts';
import type { JsonObject } from './json.ts';
import { whyNotRedrivable } from './redrive.ts';
import type { Execution } from './run/execution.ts';
import { stateMachineArnOf } from './state-machine-arn.ts';

export const statusOf = ({ status, awaitsRedrive }: Execution): ExecutionStatus =>
  awaitsRedrive ? 'PENDING_REDRIVE' : status;

export const described = (execution: Execution, now: number): DescribeExecutionOutput => ({
  ...common(execution),
  ...redriveOf(execution, now),
  input: execution.input.text,
  inputDetails: { included: true },
  output: execution.output?.text,
  outputDetails: execution.output === undefined ? undefined : { included: true },
  error: execution.error,
  cause: execution.cause,
  traceHeader: execution.traceHeader,
});

const common = (execution: Execution) => ({
  executionArn: execution.arn,
  stateMachineArn: stateMachineArnOf(execution),
  name: execution.name,
  status: statusOf(execution),
  startDate: new Date(execution.startedAt),
  stopDate: dateOf(execution.stoppedAt),
  mapRunArn: execution.mapRunArn,
  redriveCount: execution.redrives.count,
  redriveDate: dateOf(execution.redrives.at),
});

const dateOf = (at: number | undefined) => (at === undefined ? undefined : new Date(at));

function redriveOf(execution: Execution, now: number) {
  const reason = whyNotRedrivable(execution, now);
  if (reason !== undefined) return { redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason: reason } as const;
  return { redriveStatus: execution.mapRunArn === undefined ? 'REDRIVABLE' : 'REDRIVABLE_BY_MAP_RUN' } as const;
}

export const listed = (execution: Execution): ExecutionListItem => ({
  ...common(execution),
  itemCount: execution.itemCount,
});

/** A child as the results of a Map Run hold it: docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html */
export function resultOfChild(child: Execution, now: number): JsonObject {
  const { redriveStatus, ...why } = redriveOf(child, now);
  const { cause, error, output, startedAt, stoppedAt = now } = child;
  return {
    ...defined({ Cause: cause, Error: error }),
    ExecutionArn: child.arn,
    Input: child.input.text,
    InputDetails: { Included: true },
    Name: child.name,
    ...(output === undefined ? {} : { Output: output.text }),
    OutputDetails: { Included: true },
    RedriveCount: child.redrives.count,
    RedriveStatus: redriveStatus,
    ...('redriveStatusReason' in why ? { RedriveStatusReason: why.redriveStatusReason } : {}),
    StartDate: iso(startedAt),
    StateMachineArn: stateMachineArnOf(child),
    Status: child.status,
    StopDate: iso(stoppedAt),
  };
}

const iso = (at: number): string => new Date(at).toISOString();
