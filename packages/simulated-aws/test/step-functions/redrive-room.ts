import type { Json } from '../../src/step-functions/json.ts';
import type { Execution } from '../../src/step-functions/run/execution.ts';
import { type Behaviour, createMachineRoom, FunctionFailure, typesOf } from './machine-room.ts';

/** A function that fails as often as is said, and then answers. */
export const failing = (times: number, answer: Json = 'done'): { calls: () => number; behaviour: Behaviour } => {
  let calls = 0;
  const behaviour: Behaviour = () => {
    calls += 1;
    if (calls <= times) throw new FunctionFailure('Broken');
    return answer;
  };
  return { calls: () => calls, behaviour };
};

/** A machine room with the machine `m` in it. */
export const createRedriveRoom = (definition: Json, functions: Readonly<Record<string, Behaviour>> = {}) => {
  const room = createMachineRoom(functions);
  room.create('m', definition);
  const redrive = (execution: Execution, clientToken?: string) =>
    room.ask('RedriveExecution', { executionArn: execution.arn, clientToken });
  const redriven = async (execution: Execution) => {
    await redrive(execution);
    return await room.end(execution);
  };
  return {
    ...room,
    redrive,
    redriven,
    describe: ({ arn }: Execution) => room.ask('DescribeExecution', { executionArn: arn }),
  };
};

/** The types of the events from the last one of this type. */
export const since = (execution: Execution, type: string) => {
  const types = typesOf(execution);
  return types.slice(types.lastIndexOf(type));
};
