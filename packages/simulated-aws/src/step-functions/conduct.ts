import type { Timer } from '../clock/clock.ts';
import { wordsOf } from '../complaint.ts';
import { defined } from '../defined.ts';
import { errorAndCauseOf, runtimeError, StateFailure } from './failure.ts';
import { isTruncated } from './history.ts';
import type { Document } from './json.ts';
import type { Execution, Status } from './run/execution.ts';
import type { Engine } from './run/flow.ts';
import { runBlock } from './run/run-block.ts';

const msPerSecond = 1000;

/** From outside: the execution has ended at once, and its states do when they hear of it. */
export function end(execution: Execution, status: 'ABORTED' | 'TIMED_OUT', now: number): void {
  execution.status = status;
  execution.stoppedAt = now;
  const details = whyOf(execution);
  if (status === 'TIMED_OUT')
    execution.history.close('ExecutionTimedOut', { executionTimedOutEventDetails: details }, true);
  else execution.history.close('ExecutionAborted', { executionAbortedEventDetails: details }, true);
  execution.cancellation.cancel();
}

const whyOf = ({ error, cause }: Execution) => ({
  ...defined({ error, cause }),
});

/** The time of its machine is up. */
export function expire(execution: Execution | undefined, now: number): void {
  if (execution?.status !== 'RUNNING') return;
  execution.error = 'States.Timeout';
  end(execution, 'TIMED_OUT', now);
}

/** From ExecutionStarted, or ExecutionRedriven, to the closing event. Never rejects. */
export async function conduct(engine: Engine, execution: Execution): Promise<void> {
  const { world } = engine;
  noteBeginning(execution);
  const deadline = startDeadline(engine, execution);
  const result = await resultOf(engine, execution);
  deadline?.cancel();
  if (execution.status === 'RUNNING') settle(execution, result, world.clock.now());
  const { arn, machine, status } = execution;
  const at = world.clock.now();
  world.tell({ kind: 'executionEnded', at, machine: machine.name, execution: arn, status: status satisfies Status });
}

function noteBeginning({ history, input, machine, redrives }: Execution): void {
  if (redrives.count > 0)
    history.add({ last: history.events().length }, 'ExecutionRedriven', {
      executionRedrivenEventDetails: { redriveCount: redrives.count },
    });
  else
    history.add({ last: 0 }, 'ExecutionStarted', {
      executionStartedEventDetails: { input: input.text, inputDetails: isTruncated, roleArn: machine.roleArn },
    });
}

/** The TimeoutSeconds of the machine, which count the clock's own seconds as those of its tasks do; anew for each redrive. */
function startDeadline({ world }: Engine, execution: Execution): Timer | undefined {
  const { timeoutSeconds } = execution.machine.definition;
  if (timeoutSeconds === undefined || execution.mapRunArn !== undefined) return undefined;
  return world.clock.after(timeoutSeconds * msPerSecond, () => expire(execution, world.clock.now()));
}

type Result = { output: Document } | { error: unknown };

async function resultOf(engine: Engine, execution: Execution): Promise<Result> {
  const { block, input, cancellation, mark } = execution;
  try {
    // In AWS's own histories the first state has no event before it.
    const flow = { engine, execution, line: { last: 0 }, cancellation, mark, scope: { variables: {} } };
    return { output: await runBlock(flow, block, input) };
  } catch (error) {
    return { error };
  }
}

function settle(execution: Execution, result: Result, now: number): void {
  execution.stoppedAt = now;
  if ('output' in result) succeed(execution, result.output);
  else fail(execution, failureOf(result.error));
}

function succeed(execution: Execution, output: Document): void {
  execution.status = 'SUCCEEDED';
  execution.output = output;
  execution.mark = {};
  execution.history.close('ExecutionSucceeded', {
    executionSucceededEventDetails: { output: output.text, outputDetails: isTruncated },
  });
}

function fail(execution: Execution, failure: StateFailure): void {
  execution.status = 'FAILED';
  Object.assign(execution, errorAndCauseOf(failure));
  execution.history.close('ExecutionFailed', { executionFailedEventDetails: errorAndCauseOf(failure) });
}

const failureOf = (error: unknown): StateFailure =>
  error instanceof StateFailure ? error : runtimeError(`The simulation failed: ${wordsOf(error)}`);
