import { AwsFault } from '../src/call.ts';
import { parsedText } from './parsed-text.ts';
import { createVectorWorld, roleArn } from './vector-world.ts';
import type { Vector } from './vectors.ts';

const inputs: Readonly<Record<string, (vector: Vector) => object>> = {
  TestState: testStateInput,
  ValidateStateMachineDefinition: ({ definition, type, severity }) =>
    withoutAbsent({ definition: textOf(definition), type, severity }),
  CreateStateMachine: ({ definition, type }) =>
    withoutAbsent({ name: 'vector', definition: textOf(definition), roleArn, type }),
};

export const isKnownOperation = (operation: string): boolean => Object.hasOwn(inputs, operation);

/** The answer of the operation in the members of a vector's `expect`, or the error that it refused with. */
export async function askVector(vector: Vector): Promise<Record<string, unknown>> {
  const operation = vector.kind === 'testState' ? 'TestState' : (vector.operation ?? '');
  try {
    const answer = await createVectorWorld(vector).ask(operation, inputs[operation]?.(vector) ?? {});
    return operation === 'TestState' ? readTestState(answer) : { ...answer };
  } catch (error) {
    if (!(error instanceof AwsFault) || error.code === 'NotSimulated') throw error;
    return { error: error.code, message: error.message };
  }
}

/** Members that hold JSON text are values in the vectors. */
function readTestState(answer: object): Record<string, unknown> {
  const { output, inspectionData, ...rest }: Record<string, unknown> = { ...answer };
  const isInspected = typeof inspectionData === 'object' && inspectionData !== null;
  return {
    ...rest,
    ...(output === undefined ? {} : readTexts({ output })),
    ...(isInspected ? { inspectionData: readTexts(inspectionData) } : {}),
  };
}

const readTexts = (members: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(members).map(([name, value]) => [name, typeof value === 'string' ? parsedText(value) : value]),
  );

function textOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function withoutAbsent(members: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function testStateInput(vector: Vector): object {
  const { definition, input, context, variables, stateName, mock, stateConfiguration, inspectionLevel, revealSecrets } =
    vector;
  const texts = { definition: textOf(definition), input: textOf(input), context: textOf(context) };
  const others = { stateName, mock, stateConfiguration, inspectionLevel, revealSecrets, roleArn };
  return withoutAbsent({ ...texts, variables: textOf(variables), ...others });
}
