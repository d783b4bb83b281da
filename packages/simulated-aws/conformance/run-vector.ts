import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { Execution } from '../src/step-functions/run/execution.ts';
import { createVectorWorld, machineArn, roleArn } from './vector-world.ts';
import type { Vector } from './vectors.ts';

export type Run = Readonly<{ execution: Execution; events: readonly HistoryEvent[] }>;

/** The vector's machine, run to its end in a world of its own. */
export async function runVector(vector: Vector): Promise<Run> {
  const { clock, states, region, ask } = createVectorWorld(vector);
  const { definition } = vector;
  states.createStateMachine({ name: 'vector', arn: machineArn, region, roleArn, definition });
  const input = JSON.stringify(vector.input ?? {});
  const answer = await ask('StartExecution', { stateMachineArn: machineArn, name: 'vector', input });
  const execution = 'executionArn' in answer ? states.executionOf(String(answer.executionArn)) : undefined;
  if (execution === undefined) throw new Error('The execution is not known.');
  await clock.runUntil(execution.ended);
  return { execution, events: execution.history.events() };
}
