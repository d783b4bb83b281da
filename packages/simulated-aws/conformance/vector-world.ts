import { AwsFault, type Call, notSimulated, type Output } from '../src/call.ts';
import { createVirtualClock } from '../src/clock/virtual-clock.ts';
import { createNetwork } from '../src/network/create-network.ts';
import { createRandom } from '../src/random.ts';
import { createStepFunctions } from '../src/step-functions/step-functions.ts';
import type { World } from '../src/world.ts';
import { behave } from './lambdas.ts';
import type { Vector } from './vectors.ts';

const region = 'us-east-1';
const account = '111111111111';
export const roleArn = `arn:aws:iam::${account}:role/vector`;
export const machineArn = `arn:aws:states:${region}:${account}:stateMachine:vector`;

/** Step Functions alone on a virtual clock, with the functions of the vector: a new world for each. */
export function createVectorWorld({ lambdas = {} }: Vector) {
  const clock = createVirtualClock();
  const dispatch = async (call: Call): Promise<Output> => {
    if (call.service !== 'lambda' || call.operation !== 'Invoke')
      throw notSimulated(`${call.service}:${call.operation}`);
    const behaviour = lambdas[String(call.input.FunctionName)];
    if (behaviour === undefined) throw new AwsFault('ResourceNotFoundException', 'Function not found', { status: 404 });
    return await behave(behaviour, call, { clock });
  };
  const awsTime = (seconds: number) => seconds * 1000;
  const network = createNetwork(clock);
  const world: World = { account, clock, random: createRandom(1), network, dispatch, awsTime, tell: () => undefined };
  const states = createStepFunctions(world, { metrics: { record: () => undefined } });

  const ask = async (operation: string, input: object): Promise<object> => {
    const operations: Readonly<Record<string, unknown>> = states.operations;
    const operate = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
    if (typeof operate !== 'function') throw notSimulated(`states:${operation}`);
    const principal = { kind: 'operator', name: 'vector' } as const;
    const call: Call = { service: 'states', operation, region, principal, requestId: '1', input: { ...input } };
    const answer: unknown = await clock.runUntil(Promise.resolve(operate(input, call)));
    return typeof answer === 'object' && answer !== null ? answer : {};
  };

  return { clock, states, region, ask };
}
