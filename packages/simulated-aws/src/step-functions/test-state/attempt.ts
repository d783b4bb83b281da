import type { ParallelState, TaskState } from '../definition/states.ts';
import type { Outcome, Visit } from '../run/flow.ts';
import { argumentsOf } from '../run/parallel.ts';
import { runAlone } from '../run/run-alone.ts';
import { attemptOf, finish, perform } from '../run/task.ts';
import { attemptMap } from './attempt-map.ts';
import { endOf } from './end-of.ts';
import { invalid } from './invalid.ts';
import { type Mock, resultOf } from './mock.ts';
import type { Trial } from './trial.ts';

export function attemptState(visit: Visit, trial: Trial): Promise<Outcome> {
  const { state } = visit;
  switch (state.Type) {
    case 'Task':
      return attemptTask({ ...visit, state }, trial);
    case 'Parallel':
      return attemptParallel({ ...visit, state }, trial, mockIn(trial));
    case 'Map':
      return attemptMap({ ...visit, state }, trial, mockIn(trial));
    default:
      return runAlone({ ...visit, state });
  }
}

async function attemptTask(visit: Visit<TaskState>, { mock, retryCount, data }: Trial): Promise<Outcome> {
  const attempt = await attemptOf(visit, retryCount);
  data.afterArguments = attempt.parameters.text;
  const result = mock === undefined ? await perform(attempt) : resultOf(mock);
  data.result = result.text;
  return await finish(attempt, result);
}

async function attemptParallel(visit: Visit<ParallelState>, trial: Trial, mock: Mock): Promise<Outcome> {
  const { retryCount } = trial;
  await argumentsOf(visit, retryCount);
  return await endOf(visit, resultOf(mock), retryCount);
}

/** `mock` is there for a Map and a Parallel: the request was refused otherwise. */
function mockIn({ mock }: Trial): Mock {
  if (mock === undefined) throw invalid('The state must be mocked');
  return mock;
}
