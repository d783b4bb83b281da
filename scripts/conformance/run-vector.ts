import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { AwsFault, type Call, notSimulated, type Output } from '../../simulation/call.ts';
import { createVirtualClock } from '../../simulation/clock/virtual-clock.ts';
import { createNetwork } from '../../simulation/network/create-network.ts';
import { createRandom } from '../../simulation/random.ts';
import type { Execution } from '../../simulation/step-functions/run/flow.ts';
import { createStepFunctions } from '../../simulation/step-functions/step-functions.ts';
import type { World } from '../../simulation/world.ts';
import { behave } from './lambdas.ts';
import type { Vector } from './vectors.ts';

const region = 'us-east-1';
const account = '111111111111';
const arn = `arn:aws:states:${region}:${account}:stateMachine:vector`;

const createVectorWorld = ({ lambdas = {} }: Vector) => {
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
  return { world, clock };
};

export type Run = Readonly<{ execution: Execution; events: readonly HistoryEvent[] }>;

/** The vector's machine, run to its end in a world of its own. */
export const runVector = async (vector: Vector): Promise<Run> => {
  const { world, clock } = createVectorWorld(vector);
  const states = createStepFunctions(world, { metrics: { record: () => undefined } });
  const roleArn = `arn:aws:iam::${account}:role/vector`;
  states.createStateMachine({ name: 'vector', arn, region, roleArn, definition: vector.definition });
  const principal = { kind: 'operator' as const, name: 'vector' };
  const call = { service: 'states', operation: 'StartExecution', region, principal, requestId: '1', input: {} };
  const input = { stateMachineArn: arn, name: 'vector', input: JSON.stringify(vector.input ?? {}) };
  const { executionArn } = states.operations.StartExecution(input, call);
  const execution = states.executionOf(executionArn);
  if (execution === undefined) throw new Error('The execution is not known.');
  await clock.runUntil(execution.ended);
  return { execution, events: execution.history.events() };
};
