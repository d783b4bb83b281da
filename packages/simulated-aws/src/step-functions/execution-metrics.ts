import type { MetricSink } from '../services/cloudwatch/cloudwatch.ts';
import type { World } from '../world.ts';
import type { Execution, Status } from './run/execution.ts';

const namesOf: Readonly<Record<Exclude<Status, 'RUNNING'>, string>> = {
  SUCCEEDED: 'ExecutionsSucceeded',
  FAILED: 'ExecutionsFailed',
  TIMED_OUT: 'ExecutionsTimedOut',
  ABORTED: 'ExecutionsAborted',
};

/**
 * AWS/States by state machine: docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html. The metrics of
 * activities, tasks and map runs are not modelled, nor those of the service; ExecutionThrottled counts transitions and retries; the children of a Distributed Map are not counted. What a redriven
 * execution counts beside its own metrics is in the same page; only a first attempt has an ExecutionTime.
 */
export function createExecutionMetrics({ clock }: World, metrics: MetricSink) {
  const record = ({ machine }: Execution, name: string, [value, unit]: readonly [number, string]): void =>
    metrics.record({
      region: machine.region,
      namespace: 'AWS/States',
      name,
      dimensions: { StateMachineArn: machine.arn },
      value,
      at: clock.now(),
      unit,
    });
  const one = [1, 'Count'] as const;
  return {
    started: (execution: Execution): void => {
      if (execution.mapRunArn !== undefined) return;
      record(execution, 'ExecutionsStarted', one);
      if (execution.redrives.count > 0) record(execution, 'ExecutionsRedriven', one);
    },
    throttled: (execution: Execution): void => {
      if (execution.mapRunArn === undefined) record(execution, 'ExecutionThrottled', one);
    },
    ended: (execution: Execution): void => {
      const { status, startedAt, mapRunArn, redrives } = execution;
      if (mapRunArn !== undefined || status === 'RUNNING') return;
      record(execution, namesOf[status], one);
      if (redrives.count > 0) record(execution, `Redriven${namesOf[status]}`, one);
      else record(execution, 'ExecutionTime', [clock.now() - startedAt, 'Milliseconds']);
    },
  };
}
