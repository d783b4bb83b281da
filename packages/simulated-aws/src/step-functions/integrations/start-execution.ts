import { plumbing } from '../../clock/plumbing.ts';
import { defined } from '../../defined.ts';
import { type Cancellation, pause, unlessCancelled } from '../cancellation.ts';
import type { Pattern } from '../definition/resource.ts';
import { runtimeError, StateFailure } from '../failure.ts';
import type { Document, Json, JsonObject } from '../json.ts';
import type { Execution } from '../run/execution.ts';
import { callAws, type ErrorNames, metadataOf, type Submission, type Submit, type TaskCall } from './integration.ts';

/** Throttling, and what AWS could not do just now: in no list of errors that StartExecution may throw. */
const common = /^(Throttling|RequestLimit|TooManyRequests|Internal|ServiceUnavailable|ServiceException)/;

/**
 * docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html. What the service's model does not list the first Java SDK
 * throws as its general exception: as it does for ECS, whose throttled tasks fail with ECS.AmazonECSException and "Error Code:
 * ThrottlingException" in the cause (AllenInstitute/neuron_morphology, issue 151).
 */
export const executionErrors: ErrorNames = {
  prefix: 'StepFunctions',
  service: 'AWSStepFunctions',
  unlisted: 'AWSStepFunctionsException',
  nameOf: (code) => {
    if (common.test(code)) return 'AWSStepFunctionsException';
    return code.endsWith('Exception') ? code : `${code}Exception`;
  },
};

export const startExecution =
  (pattern: Pattern): Submit =>
  async (call): Promise<Submission> => {
    const input = inputOf(call.parameters);
    const { executionArn, startDate } = await callAws(
      call,
      { service: 'states', operation: 'StartExecution', input },
      executionErrors,
    );
    const child = childOf(call, executionArn);
    const started = startDate instanceof Date ? startDate.getTime() : child.startedAt;
    const output = { ExecutionArn: child.arn, ...metadataOf(call.requestId), StartDate: started };
    if (pattern === 'sync') return { output, completion: awaitChild(call, child, ({ text }) => text) };
    return pattern === 'sync:2' ? { output, completion: awaitChild(call, child, ({ value }) => value) } : { output };
  };

const inputOf = ({ StateMachineArn, Name, Input, ...rest }: JsonObject) => ({
  ...rest,
  stateMachineArn: StateMachineArn,
  ...defined({ name: Name }),
  ...(Input === undefined ? {} : { input: typeof Input === 'string' ? Input : JSON.stringify(Input) }),
});

function childOf(call: TaskCall, executionArn: unknown): Execution {
  const child = typeof executionArn === 'string' ? call.visit.flow.engine.executionOf(executionArn) : undefined;
  if (child === undefined) throw runtimeError(`The execution ${String(executionArn)} is not known.`);
  return child;
}

type Shape = (document: Document) => Json;

const awaitChild =
  (call: TaskCall, child: Execution, shape: Shape) =>
  async (cancellation: Cancellation): Promise<Json> => {
    await endOf(call, child, cancellation);
    if (child.status === 'SUCCEEDED') return descriptionOf(child, shape);
    throw new StateFailure('States.TaskFailed', JSON.stringify(descriptionOf(child, ({ text }) => text)));
  };

async function endOf(call: TaskCall, child: Execution, cancellation: Cancellation): Promise<void> {
  const { flow } = call.visit;
  const { clock, awsTime } = flow.engine.world;
  // A timeout of the task leaves the child running; only the end of the parent's own line stops it.
  const forget = flow.cancellation.onCancel(() => stopChild(call, child));
  await unlessCancelled(cancellation, child.ended).finally(forget);
  await pause(clock, awsTime(plumbing.startExecutionSyncSeconds), cancellation);
}

/** As far as the role may: AWS, too, stops children of an aborted parent as a best effort. */
function stopChild(call: TaskCall, child: Execution): void {
  const request = { service: 'states', operation: 'StopExecution', input: { executionArn: child.arn } };
  callAws(call, request, executionErrors).catch(() => undefined);
}

/** DescribeExecution's answer in the members of the integration; `.sync:2` parses input and output, `.sync` does not. */
const descriptionOf = (execution: Execution, shape: Shape): JsonObject => ({
  ExecutionArn: execution.arn,
  Input: shape(execution.input),
  InputDetails: { Included: true },
  Name: execution.name,
  ...(execution.output === undefined ? {} : { Output: shape(execution.output), OutputDetails: { Included: true } }),
  ...defined({ Error: execution.error, Cause: execution.cause }),
  RedriveCount: 0,
  RedriveStatus: execution.status === 'SUCCEEDED' ? 'NOT_REDRIVABLE' : 'REDRIVABLE',
  StartDate: execution.startedAt,
  StateMachineArn: execution.machine.arn,
  Status: execution.status,
  StopDate: execution.stoppedAt ?? execution.startedAt,
});
