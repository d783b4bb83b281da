import type { MockInput, TestStateConfiguration } from '@aws-sdk/client-sfn';
import { blocksIn, type State } from '../definition/states.ts';
import { StateFailure } from '../failure.ts';
import { type Document, isList, isObject, readDocument } from '../json.ts';
import { findState } from './find-state.ts';
import { invalid } from './invalid.ts';

const mockable = new Set(['Task', 'Map', 'Parallel']);

/** What stands for the work of the state: its result, or the error that it ended with. */
export type Mock = Readonly<{ kind: 'result'; result: Document }> | Readonly<{ kind: 'error'; failure: StateFailure }>;

/** Throws the error that is mocked. */
export function resultOf(mock: Mock): Document {
  if (mock.kind === 'error') throw mock.failure;
  return mock.result;
}

/** Throws ValidationException where the state cannot be mocked, or not so. */
export function mockOf(state: State, input: MockInput | undefined): Mock | undefined {
  if (input === undefined) return undefined;
  if (!mockable.has(state.Type)) throw invalid(`State type '${state.Type}' is not supported when a mock is specified`);
  const mock = oneOf(input);
  checkShape(state, mock);
  return mock;
}

function oneOf({ result, errorOutput }: MockInput): Mock {
  if (result !== undefined && errorOutput === undefined) return resultIn(result);
  if (result === undefined && errorOutput !== undefined) return errorIn(errorOutput);
  throw invalid('A test mock should have only one of the following fields: [result, errorOutput].');
}

function resultIn(text: string): Mock {
  const result = readDocument(text);
  if (result === undefined) throw invalid('Mocked result must be valid JSON');
  return { kind: 'result', result };
}

function errorIn({ error, cause }: NonNullable<MockInput['errorOutput']>): Mock {
  if (error === undefined) throw invalid('The error of a mocked errorOutput must be specified');
  return { kind: 'error', failure: new StateFailure(error, cause) };
}

/** A list of results stands for the iterations of a Map, or for the branches of a Parallel. */
function checkShape(state: State, mock: Mock): void {
  if (mock.kind === 'error' || state.Type === 'Task') return;
  const { value } = mock.result;
  // Results that are written to S3 are not handed on, but where they are.
  if (state.Type === 'Map' && state.ResultWriter?.Resource !== undefined) {
    if (!isObject(value)) throw invalid('Mocked result must be a JSON object.');
    return;
  }
  if (!isList(value)) throw invalid('Mocked result must be an array.');
}

/** The rules of docs.aws.amazon.com/step-functions/latest/apireference/API_TestStateConfiguration.html. */
export function checkConfiguration(state: State, mock: Mock | undefined, settings: TestStateConfiguration): void {
  const { retrierRetryCount, mapIterationFailureCount, errorCausedByState, mapItemReaderData } = settings;
  if (!isCount(retrierRetryCount ?? 0)) throw invalid('retrierRetryCount must be 0 or more');
  if (!isCount(mapIterationFailureCount ?? 0)) throw invalid('mapIterationFailureCount must be 0 or more');
  if (retrierRetryCount !== undefined && mock === undefined)
    throw invalid('retrierRetryCount may only be specified with a mock');
  if (mapIterationFailureCount !== undefined && (state.Type !== 'Map' || mock === undefined))
    throw invalid('mapIterationFailureCount may only be specified for a Map state with a mock');
  if (mapItemReaderData !== undefined && (state.Type !== 'Map' || state.ItemReader === undefined))
    throw invalid('mapItemReaderData may only be specified for a Map state with an ItemReader');
  if (errorCausedByState !== undefined) checkErrorCausedBy(state, mock, errorCausedByState);
}

const isCount = (value: number): boolean => Number.isInteger(value) && value >= 0;

function checkErrorCausedBy(state: State, mock: Mock | undefined, name: string): void {
  if (mock?.kind !== 'error') throw invalid('errorCausedByState may only be specified with a mocked errorOutput');
  if (findState(blocksIn(state), name) === undefined)
    throw invalid(`errorCausedByState names '${name}', which is no state within a Map or Parallel state`);
}
