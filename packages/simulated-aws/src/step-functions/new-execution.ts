import type { World } from '../world.ts';
import { createCancellation } from './cancellation.ts';
import type { Block } from './definition/states.ts';
import { createHistory } from './history.ts';
import { type Document, isObject } from './json.ts';
import type { Execution, Machine } from './run/execution.ts';

const never = new Promise<void>(() => undefined);

export type NewExecution = Readonly<{
  machine: Machine;
  name: string;
  input: Document;
  arn: string;
  block: Block;
  stateMachineId: string;
  mapRunArn?: string;
  itemCount?: number;
  traceHeader?: string;
}>;

/** About to begin: whoever conducts it sets `ended`. */
export function newExecution({ clock }: World, { stateMachineId, ...rest }: NewExecution): Execution {
  const { arn, name, input, machine } = rest;
  const startedAt = clock.now();
  const context = {
    Execution: {
      Id: arn,
      Input: input.value,
      Name: name,
      RoleArn: machine.roleArn,
      StartTime: new Date(startedAt).toISOString(),
      RedriveCount: 0,
    },
    StateMachine: { Id: stateMachineId, Name: machine.name },
  };
  return {
    ...rest,
    startedAt,
    context,
    history: createHistory(clock),
    cancellation: createCancellation(),
    ended: never,
    mark: {},
    redrives: { count: 0 },
    status: 'RUNNING',
  };
}

/** What a redrive changes of an execution before it goes on from its mark. */
export function reopen(execution: Execution, now: number): void {
  const { context, redrives } = execution;
  const count = redrives.count + 1;
  const { Execution: known } = context;
  const redriven = { RedriveCount: count, RedriveTime: new Date(now).toISOString() };
  execution.redrives = { count, at: now };
  execution.context = { ...context, Execution: { ...(isObject(known) ? known : {}), ...redriven } };
  execution.cancellation = createCancellation();
  execution.history.reopen();
  execution.status = 'RUNNING';
  execution.awaitsRedrive = false;
  delete execution.stoppedAt;
  delete execution.error;
  delete execution.cause;
}
