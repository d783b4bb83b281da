import type { InspectionData, TestStateConfiguration } from '@aws-sdk/client-sfn';
import type { MapState, ParallelState, TaskState } from '../definition/states.ts';
import { thresholdExceeded } from '../failure.ts';
import { type Document, documentOf } from '../json.ts';
import { bindingsOf } from '../run/bindings.ts';
import { runChoice } from '../run/choice.ts';
import type { Outcome, Visit } from '../run/flow.ts';
import { type MapSettings, settingsOf } from '../run/map.ts';
import { inputOfItem } from '../run/map-item.ts';
import { endingOf } from '../run/outcome.ts';
import { argumentsOf } from '../run/parallel.ts';
import { runFail, runPass, runSucceed } from '../run/simple.ts';
import { attemptOf, finish, perform } from '../run/task.ts';
import { runWait } from '../run/wait.ts';
import { invalid } from './invalid.ts';
import type { Mock } from './mock.ts';

/** One attempt of a state. What there is to inspect is noted as the attempt goes, so that a failure keeps it. */
export type Trial = Readonly<{
  mock: Mock | undefined;
  configuration: TestStateConfiguration;
  retryCount: number;
  data: InspectionData;
}>;

const resultOf = (mock: Mock): Document => {
  if (mock.kind === 'error') throw mock.failure;
  return mock.result;
};

const attemptTask = async (visit: Visit<TaskState>, { mock, retryCount, data }: Trial): Promise<Outcome> => {
  const attempt = await attemptOf(visit, retryCount);
  data.afterArguments = attempt.parameters.text;
  const result = mock === undefined ? await perform(attempt) : resultOf(mock);
  data.result = result.text;
  return await finish(attempt, result);
};

const attemptParallel = async (visit: Visit<ParallelState>, trial: Trial, mock: Mock): Promise<Outcome> => {
  const { retryCount } = trial;
  await argumentsOf(visit, retryCount);
  return await endOf(visit, resultOf(mock), retryCount);
};

const endOf = (visit: Visit<MapState | ParallelState>, result: Document, retryCount: number): Promise<Outcome> => {
  const { Assign, Output, Next } = visit.state;
  const bindings = bindingsOf(visit, { result: result.value, retryCount });
  return endingOf(visit, { Assign, Output, next: Next, otherwise: result }, bindings);
};

const selectedItems = async (visit: Visit<MapState>, settings: MapSettings): Promise<string> => {
  const inputs = [];
  for (const index of settings.items.keys()) inputs.push((await inputOfItem(visit, settings, index)).value);
  return documentOf(inputs).text;
};

const inspectMap = async (visit: Visit<MapState>, settings: MapSettings, data: InspectionData): Promise<void> => {
  const { maxConcurrency, toleratedFailureCount, toleratedFailurePercentage } = settings;
  data.maxConcurrency = maxConcurrency;
  if (toleratedFailureCount !== undefined) data.toleratedFailureCount = toleratedFailureCount;
  if (toleratedFailurePercentage !== undefined) data.toleratedFailurePercentage = toleratedFailurePercentage;
  if (visit.state.ItemSelector !== undefined) data.afterItemSelector = await selectedItems(visit, settings);
};

const attemptMap = async (visit: Visit<MapState>, trial: Trial, mock: Mock): Promise<Outcome> => {
  const { data, retryCount, configuration } = trial;
  const settings = await settingsOf(visit, retryCount);
  await inspectMap(visit, settings, data);
  const failures = configuration.mapIterationFailureCount ?? 0;
  if (failures > settings.items.length)
    throw invalid('Map iteration failure count must be less than or equal to the number of Map iterations');
  if (failures > settings.toleratedFailures) throw thresholdExceeded();
  return await endOf(visit, resultOf(mock), retryCount);
};

/** `mock` is there for a Map and a Parallel: the request was refused otherwise. */
const mockIn = ({ mock }: Trial): Mock => {
  if (mock === undefined) throw invalid('The state must be mocked');
  return mock;
};

export const attemptState = (visit: Visit, trial: Trial): Promise<Outcome> => {
  const { state } = visit;
  switch (state.Type) {
    case 'Task':
      return attemptTask({ ...visit, state }, trial);
    case 'Parallel':
      return attemptParallel({ ...visit, state }, trial, mockIn(trial));
    case 'Map':
      return attemptMap({ ...visit, state }, trial, mockIn(trial));
    case 'Pass':
      return runPass({ ...visit, state });
    case 'Choice':
      return runChoice({ ...visit, state });
    case 'Wait':
      return runWait({ ...visit, state });
    case 'Succeed':
      return runSucceed({ ...visit, state });
    case 'Fail':
      return runFail({ ...visit, state });
    default:
      return state satisfies never;
  }
};
