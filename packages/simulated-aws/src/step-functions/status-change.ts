import type { ServiceEvent } from '../event-sink.ts';
import { statusOf } from './execution-view.ts';
import type { Document } from './json.ts';
import type { Execution } from './run/execution.ts';
import { stateMachineArnOf } from './state-machine-arn.ts';

/** Of what stands in the event as a JSON text within JSON. */
const mostBytes = 248 * 1024;

/**
 * docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html: what the default bus of the Region is told when an
 * execution begins, ends or is redriven. It says nothing of error and cause. AWS sends it as a best effort; here it always comes,
 * unless a rule is disabled or its target fails.
 */
export function statusChange(execution: Execution): ServiceEvent {
  const { arn, machine, name, startedAt, stoppedAt } = execution;
  const input = payload(execution.input, escapedBytes(execution.input) + escapedBytes(execution.output) <= mostBytes);
  const output = payload(execution.output, escapedBytes(execution.output) <= mostBytes);
  return {
    region: machine.region,
    source: 'aws.states',
    detailType: 'Step Functions Execution Status Change',
    resources: [arn],
    detail: {
      executionArn: arn,
      stateMachineArn: stateMachineArnOf(execution),
      name,
      status: statusOf(execution),
      startDate: startedAt,
      stopDate: stoppedAt ?? null,
      input: input.text,
      inputDetails: input.details,
      output: output.text,
      outputDetails: output.details,
    },
  };
}

const payload = (document: Document | undefined, isIncluded: boolean) => ({
  text: document !== undefined && isIncluded ? document.text : null,
  details: document === undefined ? null : { included: isIncluded },
});

const escapedBytes = (document: Document | undefined): number =>
  document === undefined ? 0 : Buffer.byteLength(JSON.stringify(document.text));
