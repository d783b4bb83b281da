import type { Output } from '../../../src/call.ts';
import type { Json, JsonObject } from '../../../src/step-functions/json.ts';
import { createMachineRoom, pass } from '../machine-room.ts';

/** States by themselves, as TestState takes them. */
export const alone = (state: JsonObject): Json => ({ QueryLanguage: 'JSONata', ...state });

export const task = (rest: JsonObject = {}): Json =>
  alone({
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: { FunctionName: 'f' },
    End: true,
    ...rest,
  });

export const processor = { StartAt: 'Each', States: { Each: pass() } };

export const map = (rest: JsonObject = {}): Json =>
  alone({ Type: 'Map', Items: '{% $states.input %}', ItemProcessor: processor, End: true, ...rest });

export const parallel = alone({ Type: 'Parallel', Branches: [processor], Next: 'N' });

export const failing = { errorOutput: { error: 'Broken', cause: 'why' } };

export type Given = Readonly<{
  definition: Json;
  input?: Json;
  variables?: Json;
  context?: Json;
  mock?: object;
  stateConfiguration?: object;
  stateName?: string;
  inspectionLevel?: string;
  roleArn?: string;
  revealSecrets?: boolean;
}>;

const requestOf = ({ definition, input, variables, context, ...rest }: Given) => ({
  definition: JSON.stringify(definition),
  ...(input === undefined ? {} : { input: JSON.stringify(input) }),
  ...(variables === undefined ? {} : { variables: JSON.stringify(variables) }),
  ...(context === undefined ? {} : { context: JSON.stringify(context) }),
  ...rest,
});

/** The answer of TestState, with what would be JSON text given as it is. */
export const test = (given: Given, room = createMachineRoom()): Promise<Output> =>
  room.clock.runUntil(room.ask('TestState', requestOf(given)));
