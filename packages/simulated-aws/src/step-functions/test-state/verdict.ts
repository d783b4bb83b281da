import type { InspectionData, TestStateOutput } from '@aws-sdk/client-sfn';
import { AwsFault } from '../../call.ts';
import { defined } from '../../defined.ts';
import { pause } from '../cancellation.ts';
import type { HandledState } from '../definition/states.ts';
import { errorAndCauseOf, StateFailure } from '../failure.ts';
import { documentOf, type JsonObject } from '../json.ts';
import type { Outcome, Visit } from '../run/flow.ts';
import { caught, failureOf, matches, secondsBefore } from '../run/handlers.ts';
import { attemptState } from './attempt.ts';
import type { Trial } from './trial.ts';

/** docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html */
const longestTestSeconds = 300;

/** What TestState answers to one attempt of the state. */
export async function tryState(visit: Visit, trial: Trial): Promise<TestStateOutput> {
  const { state } = visit;
  try {
    const outcome = await withinTime(visit, attemptState(visit, trial));
    return { ...led(visit, outcome, trial.data), status: 'SUCCEEDED' };
  } catch (error) {
    const failure = knownFailure(visit, error);
    noteVariables(visit, trial.data);
    const isHandled = state.Type === 'Task' || state.Type === 'Parallel' || state.Type === 'Map';
    return isHandled ? await handled({ ...visit, state }, failure, trial) : failed(failure);
  }
}

function withinTime(visit: Visit, work: Promise<Outcome>): Promise<Outcome> {
  const { world } = visit.flow.engine;
  const { cancellation } = visit.flow;
  const late = pause(world.clock, world.awsTime(longestTestSeconds), cancellation).then(() => {
    throw new StateFailure('States.Timeout');
  });
  return Promise.race([work, late]).finally(cancellation.cancel);
}

function led(visit: Visit, { output, next, assigned }: Outcome, data: InspectionData): TestStateOutput {
  noteVariables(visit, data, assigned);
  return { output: output.text, ...defined({ nextState: next }) };
}

function noteVariables({ flow }: Visit, data: InspectionData, assigned: JsonObject = {}): void {
  const variables = { ...flow.scope.variables, ...assigned };
  if (Object.keys(variables).length > 0) data.variables = documentOf(variables).text;
}

/** Rethrows what is no failure of the state: a request that is refused, or what the simulation does not model. */
function knownFailure(visit: Visit, error: unknown): StateFailure {
  const failure = failureOf(visit, error);
  if (failure === undefined) throw error;
  if (failure.error === 'NotSimulated' && failure.cause instanceof AwsFault) throw failure.cause;
  return failure;
}

async function handled(visit: Visit<HandledState>, failure: StateFailure, trial: Trial): Promise<TestStateOutput> {
  const { data, retryCount } = trial;
  if (retried(visit, failure, trial)) return { ...errorAndCauseOf(failure), status: 'RETRIABLE' };
  try {
    const { index, ...outcome } = await caught(visit, failure, retryCount);
    data.errorDetails = { ...data.errorDetails, catchIndex: index };
    return { ...led(visit, outcome, data), ...errorAndCauseOf(failure), status: 'CAUGHT_ERROR' };
  } catch (error) {
    return failed(knownFailure(visit, error));
  }
}

/** The retrier that the failure has: whether it still waits and repeats, after so many times that it has already. */
function retried(visit: Visit<HandledState>, failure: StateFailure, trial: Trial): boolean {
  const index = visit.state.Retry.findIndex(({ ErrorEquals }) => matches(ErrorEquals, failure.error));
  const retrier = visit.state.Retry[index];
  if (retrier === undefined) return false;
  const attemptsMade = trial.configuration.retrierRetryCount ?? 0;
  const isLeft = attemptsMade < retrier.MaxAttempts;
  const seconds = Math.floor(secondsBefore(retrier, attemptsMade, visit.flow.engine.world.random));
  trial.data.errorDetails = { retryIndex: index, ...(isLeft ? { retryBackoffIntervalSeconds: seconds } : {}) };
  return isLeft;
}

const failed = (failure: StateFailure): TestStateOutput => ({ ...errorAndCauseOf(failure), status: 'FAILED' });
