import type { Timer } from '../clock/clock.ts';
import { wordsOf } from '../complaint.ts';
import { errorAndCauseOf, runtimeError, StateFailure } from './failure.ts';
import { isTruncated, type Line } from './history.ts';
import type { Document } from './json.ts';
import type { Engine, Execution, Flow, Status } from './run/flow.ts';
import { runBlock } from './run/run-block.ts';

const msPerSecond = 1000;

const whyOf = ({ error, cause }: Execution) => ({
  ...(error === undefined ? {} : { error }),
  ...(cause === undefined ? {} : { cause }),
});

const succeed = (execution: Execution, line: Line, output: Document): void => {
  execution.status = 'SUCCEEDED';
  execution.output = output;
  execution.history.close(line, 'ExecutionSucceeded', {
    executionSucceededEventDetails: { output: output.text, outputDetails: isTruncated },
  });
};

const fail = (execution: Execution, line: Line, failure: StateFailure): void => {
  execution.status = 'FAILED';
  Object.assign(execution, errorAndCauseOf(failure));
  execution.history.close(line, 'ExecutionFailed', { executionFailedEventDetails: errorAndCauseOf(failure) });
};

/** What stopped it from outside has set the status already. */
const closeStopped = (execution: Execution, line: Line): void => {
  const details = whyOf(execution);
  if (execution.status === 'TIMED_OUT')
    execution.history.close(line, 'ExecutionTimedOut', { executionTimedOutEventDetails: details });
  else execution.history.close(line, 'ExecutionAborted', { executionAbortedEventDetails: details });
};

const failureOf = (error: unknown): StateFailure =>
  error instanceof StateFailure ? error : runtimeError(`The simulation failed: ${wordsOf(error)}`);

type Result = { output: Document } | { error: unknown };

const settle = (execution: Execution, line: Line, result: Result): void => {
  if (execution.status !== 'RUNNING') closeStopped(execution, line);
  else if ('output' in result) succeed(execution, line, result.output);
  else fail(execution, line, failureOf(result.error));
};

/** The TimeoutSeconds of the machine, which count the clock's own seconds as those of its tasks do. */
const startDeadline = ({ world }: Engine, execution: Execution): Timer | undefined => {
  const { timeoutSeconds } = execution.machine.definition;
  if (timeoutSeconds === undefined || execution.mapRunArn !== undefined) return undefined;
  return world.clock.after(timeoutSeconds * msPerSecond, () => {
    if (execution.status !== 'RUNNING') return;
    execution.status = 'TIMED_OUT';
    execution.stoppedAt = world.clock.now();
    execution.cancellation.cancel();
  });
};

const resultOf = async (flow: Flow): Promise<Result> => {
  try {
    const { block, input } = flow.execution;
    return { output: await runBlock(flow, block, input) };
  } catch (error) {
    return { error };
  }
};

/** From ExecutionStarted to the closing event. Never rejects. */
export const conduct = async (engine: Engine, execution: Execution): Promise<void> => {
  const { world } = engine;
  const { history, input, machine, cancellation } = execution;
  history.add({ last: 0 }, 'ExecutionStarted', {
    executionStartedEventDetails: { input: input.text, inputDetails: isTruncated, roleArn: machine.roleArn },
  });
  // In AWS's own histories the first state has no event before it.
  const line: Line = { last: 0 };
  const deadline = startDeadline(engine, execution);
  const result = await resultOf({ engine, execution, line, cancellation, scope: { variables: {} } });
  deadline?.cancel();
  if (execution.status === 'RUNNING') execution.stoppedAt = world.clock.now();
  settle(execution, line, result);
  const { arn, status } = execution;
  const at = world.clock.now();
  world.tell({ kind: 'executionEnded', at, machine: machine.name, execution: arn, status: status satisfies Status });
};
