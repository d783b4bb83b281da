import type { TestStateInput, TestStateOutput } from '@aws-sdk/client-sfn';
import { AwsFault, type Call, notSimulated } from '../../call.ts';
import { parseDefinition, parseLoneState } from '../definition/parse.ts';
import { refuseUnmodelled } from '../definition/resource.ts';
import type { State } from '../definition/states.ts';
import { type Document, isObject, type JsonObject, readDocument } from '../json.ts';
import { isTooLarge } from '../quota.ts';
import type { Engine } from '../run/flow.ts';
import { findState } from './find-state.ts';
import { invalid } from './invalid.ts';
import { checkConfiguration, type Mock, mockOf } from './mock.ts';
import { type MockedContext, readContext } from './mocked-context.ts';
import { checkResultShape } from './mocked-shape.ts';
import { enterScene } from './scene.ts';
import type { Trial } from './trial.ts';
import { tryState } from './verdict.ts';

/** The name that a state without a machine goes by. */
const nameless = 'StateName';

/**
 * One state by itself: docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html and
 * …/apireference/API_TestState.html. Not modelled: JSONPath, revealSecrets; a context replaces only
 * the members that it names.
 */
export const createTestState =
  (engine: Engine) =>
  async (input: TestStateInput, { region }: Call): Promise<TestStateOutput> => {
    checkRequest(input);
    const state = stateOf(input);
    const mock = mockOf(state, input.mock);
    if (mock === undefined) checkSupport(state);
    const configuration = input.stateConfiguration ?? {};
    checkConfiguration(state, mock, configuration);
    const context = contextIn(input);
    if (mock !== undefined) await checkMockedResult(state, mock, { input, engine });
    const document = inputIn(input.input ?? '{}');
    const variables = variablesIn(input.variables ?? '{}');
    const roleArn = roleOf(input, state, mock);
    const name = input.stateName ?? nameless;
    const visit = enterScene({ state, name, input: document, variables, context, region, roleArn }, engine);
    const retryCount = context.State?.RetryCount ?? configuration.retrierRetryCount ?? 0;
    const trial: Trial = { mock, configuration, retryCount, data: { input: document.text } };
    const output = await tryState(visit, trial);
    return (input.inspectionLevel ?? 'INFO') === 'INFO' ? output : { ...output, inspectionData: trial.data };
  };

function checkRequest(input: TestStateInput): void {
  if (input.revealSecrets === true) throw notSimulated('states:TestState with revealSecrets');
}

function stateOf({ definition = '', stateName }: TestStateInput): State {
  if (stateName === undefined) return parseLoneState(definition);
  const state = findState([parseDefinition(definition, { isCalled: false }).block], stateName);
  if (state === undefined) throw invalid('State not found in definition');
  return state;
}

function checkSupport(state: State): void {
  if (state.Type === 'Map' || state.Type === 'Parallel')
    throw new AwsFault(
      'InvalidDefinition',
      'TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]',
    );
  if (state.Type !== 'Task' || state.resource.kind === 'function') return;
  if (state.resource.pattern !== 'requestResponse')
    throw new AwsFault('InvalidDefinition', `TestState API does not support the resource ${state.resource.arn}`);
  refuseUnmodelled(state.resource);
}

function contextIn({ context, mock }: TestStateInput): MockedContext {
  if (context === undefined) return {};
  if (mock === undefined) throw invalid('A Context object may only be specified when a mock is specified');
  return readContext(context);
}

type Asked = Readonly<{ input: TestStateInput; engine: Engine }>;

async function checkMockedResult(state: State, mock: Mock, { input, engine }: Asked): Promise<void> {
  const mode = input.mock?.fieldValidationMode ?? 'STRICT';
  if (state.Type !== 'Task' || mock.kind === 'error' || mode === 'NONE') return;
  await checkResultShape(state.resource, mock.result.value, { mode, clock: engine.world.clock });
}

function inputIn(text: string): Document {
  const input = readDocument(text);
  if (input === undefined || isTooLarge(text))
    throw new AwsFault('InvalidExecutionInput', `Invalid State Machine Execution Input: '${text.slice(0, 1000)}'`);
  return input;
}

function variablesIn(text: string): JsonObject {
  const value = readDocument(text)?.value;
  if (!isObject(value)) throw invalid('The variables must be a JSON object');
  return value;
}

function roleOf({ roleArn }: TestStateInput, state: State, mock: Mock | undefined): string {
  if (roleArn === undefined && state.Type === 'Task' && mock === undefined)
    throw invalid('A roleArn must be specified for a Task state without a mock');
  return roleArn ?? '';
}
