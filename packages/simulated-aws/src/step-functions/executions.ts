import { AwsFault } from '../call.ts';
import { defined } from '../defined.ts';
import type { EventSink } from '../event-sink.ts';
import type { MetricSink } from '../services/cloudwatch/cloudwatch.ts';
import type { World } from '../world.ts';
import { conduct, end, expire } from './conduct.ts';
import { createExecutionMetrics } from './execution-metrics.ts';
import { type Document, readDocument } from './json.ts';
import { functionsOf } from './jsonata/functions.ts';
import { isName } from './names.ts';
import { type NewExecution, newExecution, reopen } from './new-execution.ts';
import { isTooLarge } from './quota.ts';
import type { Rates } from './rates.ts';
import type { Execution, Machine, MapRun } from './run/execution.ts';
import type { ChildOfMap, Engine } from './run/flow.ts';
import { statusChange } from './status-change.ts';
import { createTaskTokens } from './task-tokens.ts';

/** docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
const nameIsTakenForMs = 90 * 24 * 3600 * 1000;

export type Executions = ReturnType<typeof createExecutions>;

export type Neighbours = Readonly<{ metrics: MetricSink; events: EventSink; rates: Rates }>;

/** Every execution since the world began, running or not. */
export function createExecutions(world: World, neighbours: Neighbours) {
  const { clock, random } = world;
  const executions = new Map<string, Execution>();
  const mapRuns = new Map<string, MapRun>();
  const tokens = createTaskTokens(random);
  const { started, ended, transitionDelay } = createNotes(world, neighbours);

  const carryOut = (execution: Execution): void => {
    const { promise, resolve: tellEnded } = Promise.withResolvers<void>();
    execution.ended = promise;
    started(execution);
    void conduct(engine, execution).finally(() => {
      ended(execution);
      tellEnded();
    });
  };

  const begin = (request: NewExecution): Execution => {
    const execution = newExecution(world, request);
    executions.set(execution.arn, execution);
    carryOut(execution);
    return execution;
  };

  const redrive = (execution: Execution): void => {
    reopen(execution, clock.now());
    carryOut(execution);
  };

  const stop: Engine['stop'] = (execution, { error, cause }) => {
    if (execution.status !== 'RUNNING') return;
    if (error !== undefined) execution.error = error;
    if (cause !== undefined) execution.cause = cause;
    end(execution, 'ABORTED', clock.now());
  };

  const startMapChild = ({ parent, label, ...rest }: ChildOfMap): Execution => {
    const { machine } = parent;
    const name = random.uuid();
    const arn = `${machine.arn.replace(':stateMachine:', ':execution:')}/${label}:${name}`;
    return begin({ ...rest, machine, name, arn, stateMachineId: `${machine.arn}/${label}` });
  };

  const executionOf = (arn: string) => executions.get(arn);
  /** As if the TimeoutSeconds of its machine were over now. */
  const expireNow = (arn: string): void => expire(executions.get(arn), clock.now());
  const addMapRun = (run: MapRun): void => void mapRuns.set(run.arn, run);
  const functions = functionsOf(world);
  const inside = { tokens, executionOf, startMapChild, redrive, addMapRun, stop, transitionDelay };
  const engine: Engine = { world, functions, ...inside };

  const all = (): readonly Execution[] => [...executions.values()];
  const start = createStart({ world, executionOf, begin });
  const allRuns = (): readonly MapRun[] => [...mapRuns.values()];
  return { engine, start, stop, expire: expireNow, redrive, executionOf, tokens, all, mapRuns: allRuns };
}

/** What the neighbours hear of an execution when it begins, ends or has to wait. */
function createNotes(world: World, { metrics, events, rates }: Neighbours) {
  const { started, ended, throttled } = createExecutionMetrics(world, metrics);
  const tell = (count: (execution: Execution) => void) => (execution: Execution) => {
    count(execution);
    events.emit(statusChange(execution));
  };
  const transitionDelay: Engine['transitionDelay'] = (execution) => {
    const delay = rates.untilTransition(execution.machine.region);
    if (delay > 0) throttled(execution);
    return delay;
  };
  return { started: tell(started), ended: tell(ended), transitionDelay };
}

type Starting = Readonly<{
  world: World;
  executionOf: (arn: string) => Execution | undefined;
  begin: (request: NewExecution) => Execution;
}>;

type Given = Readonly<{ name?: string | undefined; input?: string | undefined; traceHeader?: string | undefined }>;

function createStart({ world, executionOf, begin }: Starting) {
  /** The running execution of this name and input, as StartExecution answers it to a repeated request. */
  const sameAs = (known: Execution, input: Document): Execution | undefined => {
    if (known.status === 'RUNNING' && known.input.text === input.text) return known;
    if (known.stoppedAt !== undefined && known.stoppedAt + nameIsTakenForMs < world.clock.now()) return undefined;
    throw new AwsFault('ExecutionAlreadyExists', `Execution Already Exists: '${known.arn}'`);
  };

  return (machine: Machine, given: Given): Execution => {
    const name = given.name ?? world.random.uuid();
    if (!isName(name)) throw new AwsFault('InvalidName', `Invalid Name: '${name}'`);
    const input = inputFrom(given.input ?? '{}');
    const arn = `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`;
    const known = executionOf(arn);
    const running = known === undefined ? undefined : sameAs(known, input);
    const { block } = machine.definition;
    const { traceHeader } = given;
    const traced = defined({ traceHeader });
    return running ?? begin({ machine, name, input, arn, block, stateMachineId: machine.arn, ...traced });
  };
}

function inputFrom(text: string): Document {
  const input = readDocument(text);
  if (input === undefined)
    throw new AwsFault('InvalidExecutionInput', `Invalid State Machine Execution Input: '${text}'`);
  if (isTooLarge(text))
    throw new AwsFault('InvalidExecutionInput', 'The input is larger than 262144 bytes, the limit of state data.');
  return input;
}
