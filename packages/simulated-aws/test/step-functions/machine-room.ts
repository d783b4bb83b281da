import { AwsFault, type Call, notSimulated, type Output, type Principal } from '../../src/call.ts';
import type { ServiceEvent } from '../../src/event-sink.ts';
import { TransientNetworkError } from '../../src/faults/transient-network-error.ts';
import type { MetricValue } from '../../src/services/cloudwatch/metrics.ts';
import type { Json } from '../../src/step-functions/json.ts';
import type { Execution } from '../../src/step-functions/run/execution.ts';
import { createStepFunctions } from '../../src/step-functions/step-functions.ts';
import type { World } from '../../src/world.ts';
import { createTestWorld } from '../services/test-world.ts';

export const region = 'us-east-1';
export const account = '123456789012';
export const roleArn = `arn:aws:iam::${account}:role/machine`;
export const machineArn = (name: string) => `arn:aws:states:${region}:${account}:stateMachine:${name}`;

/** A function: its result as JSON; FunctionFailure and AwsFault say how it fails. */
export type Behaviour = (payload: Json, call: Call) => Promise<Json> | Json;

export class FunctionFailure extends Error {
  override readonly name = 'FunctionFailure';
  readonly errorType: string;
  constructor(errorType: string, message = 'it failed') {
    super(message);
    this.errorType = errorType;
  }
}

const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

const invoke = async (behaviour: Behaviour, call: Call): Promise<Output> => {
  const text = call.input.Payload instanceof Uint8Array ? new TextDecoder().decode(call.input.Payload) : '';
  try {
    return { StatusCode: 200, Payload: encode(await behaviour(text === '' ? {} : JSON.parse(text), call)) };
  } catch (error) {
    if (!(error instanceof FunctionFailure)) throw error;
    const payload = { errorType: error.errorType, errorMessage: error.message };
    return { StatusCode: 200, FunctionError: 'Unhandled', Payload: encode(payload) };
  }
};

/** Step Functions alone on a virtual clock, with functions and other calls as the test gives them. */
export const createMachineRoom = (functions: Readonly<Record<string, Behaviour>> = {}, seed = 7) => {
  const { world: bare, clock, told } = createTestWorld(seed);
  const calls: Call[] = [];
  const others = new Map<string, (call: Call) => Promise<Output> | Output>();
  const denied = new Set<string>();
  /** Calls of machines that are never answered. */
  const silent = new Set<string>();
  /** Connections that are lost on the way to Step Functions itself, or with its answer; each strikes one call of a machine. */
  const losses: { operation: string; moment: 'before' | 'after' }[] = [];

  const askAsMachine = async ({ operation, input, principal }: Call): Promise<Output> => {
    const index = principal.kind === 'role' ? losses.findIndex((loss) => loss.operation === operation) : -1;
    const [loss] = index < 0 ? [] : losses.splice(index, 1);
    const lost = new TransientNetworkError(`The connection was lost at ${operation}.`);
    if (loss?.moment === 'before') throw lost;
    const answer = await ask(operation, input, principal);
    if (loss !== undefined) throw lost;
    return answer;
  };

  const dispatch = async (call: Call): Promise<Output> => {
    calls.push(call);
    const name = `${call.service}:${call.operation}`;
    if (denied.has(name) && call.principal.kind === 'role')
      throw new AwsFault('AccessDeniedException', `${call.principal.role} is not authorized`, { status: 403 });
    if (silent.has(name) && call.principal.kind === 'role') return await new Promise(() => undefined);
    if (call.service === 'states') return await askAsMachine(call);
    const other = others.get(name);
    if (other !== undefined) return await other(call);
    const behaviour = functions[String(call.input.FunctionName)];
    if (name !== 'lambda:Invoke' || behaviour === undefined) throw notSimulated(name);
    return await invoke(behaviour, call);
  };
  const world: World = { ...bare, dispatch };
  const metrics: MetricValue[] = [];
  const emitted: ServiceEvent[] = [];
  const states = createStepFunctions(world, {
    metrics: { record: (value) => metrics.push(value) },
    events: { emit: (event) => emitted.push(event) },
  });

  const ask = async (
    operation: string,
    input: Readonly<Record<string, unknown>>,
    principal: Principal = { kind: 'operator', name: 'tester' },
  ): Promise<Output> => {
    const handle: Readonly<Record<string, unknown>> = states.operations;
    const operate = handle[operation];
    if (typeof operate !== 'function') throw notSimulated(`states:${operation}`);
    states.admit(operation, region);
    return await operate(input, { service: 'states', operation, region, principal, requestId: 'test', input });
  };

  const create = (name: string, definition: Json, changes: { region?: string } = {}): void =>
    states.createStateMachine({ name, arn: machineArn(name), region, roleArn, definition, ...changes });

  const start = (name: string, input: Json = {}, executionName = 'one'): Execution => {
    const call = {
      service: 'states',
      operation: '',
      region,
      principal: { kind: 'operator', name: 't' },
      requestId: '',
      input: {},
    } as const;
    const request = { stateMachineArn: machineArn(name), name: executionName, input: JSON.stringify(input) };
    const { executionArn } = states.operations.StartExecution(request, call);
    const execution = states.executionOf(executionArn);
    if (execution === undefined) throw new Error('no execution');
    return execution;
  };

  const end = async (execution: Execution): Promise<Execution> => {
    await clock.runUntil(execution.ended);
    return execution;
  };

  /** Creates a machine, runs it to its end. */
  const run = async (definition: Json, input: Json = {}): Promise<Execution> => {
    const name = `machine-${told.length}`;
    create(name, definition);
    return await end(start(name, input));
  };

  const pass = (seconds: number) => clock.advance(seconds * 1000);
  return {
    world,
    clock,
    told,
    calls,
    others,
    denied,
    losses,
    silent,
    metrics,
    emitted,
    states,
    ask,
    create,
    start,
    end,
    run,
    pass,
  };
};

/** A JSONata machine of these states, begun at the first. */
export const machine = (
  states: Readonly<Record<string, Json>>,
  settings: Readonly<Record<string, Json>> = {},
): Json => ({
  QueryLanguage: 'JSONata',
  StartAt: Object.keys(states)[0] ?? '',
  States: states,
  ...settings,
});

export const lambdaTask = (functionName: string, rest: Readonly<Record<string, Json>> = {}): Json => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: functionName, Payload: '{% $states.input %}' },
  Output: '{% $states.result.Payload %}',
  ...('Next' in rest ? {} : { End: true }),
  ...rest,
});

export const pass = (rest: Readonly<Record<string, Json>> = {}): Json => ({
  Type: 'Pass',
  ...('Next' in rest ? {} : { End: true }),
  ...rest,
});

export const typesOf = (execution: Execution): (string | undefined)[] =>
  execution.history.events().map(({ type }) => type);

export const pathOf = (execution: Execution): string[] =>
  execution.history.events().flatMap(({ stateEnteredEventDetails: entered }) => entered?.name ?? []);

/** Seconds on the clock from start to end. */
export const secondsOf = ({ startedAt, stoppedAt = Number.NaN }: Execution): number => (stoppedAt - startedAt) / 1000;
