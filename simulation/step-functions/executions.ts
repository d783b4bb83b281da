import { AwsFault } from '../call.ts';
import type { MetricSink } from '../services/cloudwatch/cloudwatch.ts';
import type { World } from '../world.ts';
import { createCancellation } from './cancellation.ts';
import { conduct } from './conduct.ts';
import type { Block } from './definition/states.ts';
import { createExecutionMetrics } from './execution-metrics.ts';
import { createHistory } from './history.ts';
import { type Document, readDocument } from './json.ts';
import { functionsOf } from './jsonata/functions.ts';
import { isName } from './names.ts';
import { isTooLarge } from './quota.ts';
import type { ChildOfMap, Engine, Execution, Machine } from './run/flow.ts';
import { createTaskTokens } from './task-tokens.ts';

/** docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
const nameIsTakenForMs = 90 * 24 * 3600 * 1000;

type Start = Readonly<{ machine: Machine; name: string; input: Document }>;

type NewExecution = Start & Readonly<{ arn: string; block: Block; stateMachineId: string; mapRunArn?: string }>;

const inputFrom = (text: string): Document => {
  const input = readDocument(text);
  if (input === undefined)
    throw new AwsFault('InvalidExecutionInput', `Invalid State Machine Execution Input: '${text}'`);
  if (isTooLarge(text))
    throw new AwsFault('InvalidExecutionInput', 'The input is larger than 262144 bytes, the limit of state data.');
  return input;
};

const created = (world: World, { machine, name, input, ...rest }: NewExecution) => {
  const { clock } = world;
  const { promise: ended, resolve: tellEnded } = Promise.withResolvers<void>();
  const startedAt = clock.now();
  const context = {
    Execution: {
      Id: rest.arn,
      Input: input.value,
      Name: name,
      RoleArn: machine.roleArn,
      StartTime: new Date(startedAt).toISOString(),
      RedriveCount: 0,
    },
    StateMachine: { Id: rest.stateMachineId, Name: machine.name },
  };
  const { arn, block, mapRunArn } = rest;
  const status: Execution['status'] = 'RUNNING';
  const lasting = { arn, name, machine, block, input, startedAt, context, ended, status };
  const history = createHistory(clock);
  const cancellation = createCancellation();
  const execution: Execution = { ...lasting, history, cancellation, ...(mapRunArn === undefined ? {} : { mapRunArn }) };
  return { execution, tellEnded };
};

export type Executions = ReturnType<typeof createExecutions>;

/** Every execution since the world began, running or not. */
export const createExecutions = (world: World, metrics: MetricSink) => {
  const { clock, random } = world;
  const executions = new Map<string, Execution>();
  const tokens = createTaskTokens(random);
  const { started, ended } = createExecutionMetrics(world, metrics);

  const begin = (request: NewExecution): Execution => {
    const { execution, tellEnded } = created(world, request);
    executions.set(execution.arn, execution);
    started(execution);
    void conduct(engine, execution).finally(() => {
      ended(execution);
      tellEnded();
    });
    return execution;
  };

  /** At once by its status; its history closes when its states have ended. */
  const stop: Engine['stop'] = (execution, { error, cause }) => {
    if (execution.status !== 'RUNNING') return;
    execution.status = 'ABORTED';
    execution.stoppedAt = clock.now();
    if (error !== undefined) execution.error = error;
    if (cause !== undefined) execution.cause = cause;
    execution.cancellation.cancel();
  };

  const startMapChild = ({ parent, block, input, label, mapRunArn }: ChildOfMap): Execution => {
    const { machine } = parent;
    const name = random.uuid();
    const arn = `${machine.arn.replace(':stateMachine:', ':execution:')}/${label}:${name}`;
    return begin({ machine, name, input, arn, block, mapRunArn, stateMachineId: `${machine.arn}/${label}` });
  };

  const executionOf = (arn: string) => executions.get(arn);
  const engine: Engine = { world, functions: functionsOf(world), tokens, executionOf, startMapChild, stop };

  /** The running execution of this name and input, as StartExecution answers it to a repeated request. */
  const sameAs = (known: Execution, input: Document): Execution | undefined => {
    if (known.status === 'RUNNING' && known.input.text === input.text) return known;
    if (known.stoppedAt !== undefined && known.stoppedAt + nameIsTakenForMs < clock.now()) return undefined;
    throw new AwsFault('ExecutionAlreadyExists', `Execution Already Exists: '${known.arn}'`);
  };

  const start = (machine: Machine, given: { name?: string | undefined; input?: string | undefined }): Execution => {
    const name = given.name ?? random.uuid();
    if (!isName(name)) throw new AwsFault('InvalidName', `Invalid Name: '${name}'`);
    const input = inputFrom(given.input ?? '{}');
    const arn = `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`;
    const known = executions.get(arn);
    const running = known === undefined ? undefined : sameAs(known, input);
    const { block } = machine.definition;
    return running ?? begin({ machine, name, input, arn, block, stateMachineId: machine.arn });
  };

  return { engine, start, stop, executionOf, tokens, all: (): readonly Execution[] => [...executions.values()] };
};
