import { createCancellation } from '../cancellation.ts';
import type { State } from '../definition/states.ts';
import { createHistory } from '../history.ts';
import type { Document, JsonObject } from '../json.ts';
import type { Engine, Execution, Machine, Visit } from '../run/flow.ts';
import { given, type MockedContext } from './mocked-context.ts';

export type Subject = Readonly<{
  state: State;
  name: string;
  input: Document;
  variables: JsonObject;
  context: MockedContext;
  region: string;
  roleArn: string;
}>;

const machineOf = ({ state, name, region, roleArn }: Subject, engine: Engine): Machine => {
  const { account, clock, random } = engine.world;
  const machine = random.uuid();
  return {
    arn: `arn:aws:states:${region}:${account}:stateMachine:${machine}`,
    name: machine,
    region,
    roleArn,
    createdAt: clock.now(),
    definition: { block: { startAt: name, states: new Map([[name, state]]) }, timeoutSeconds: undefined },
    definitionText: '',
  };
};

/** The state runs in an Express execution of a machine that nobody else sees. */
const executionOf = (subject: Subject, engine: Engine): Execution => {
  const { clock, random } = engine.world;
  const machine = machineOf(subject, engine);
  const { input, context } = subject;
  const name = random.uuid();
  const arn = `${machine.arn.replace(':stateMachine:', ':express:')}:${name}`;
  const startedAt = clock.now();
  const own = { Id: arn, Input: input.value, Name: name, RoleArn: machine.roleArn };
  const started = { StartTime: new Date(startedAt).toISOString() };
  return {
    arn,
    name,
    machine,
    block: machine.definition.block,
    input,
    startedAt,
    history: createHistory(clock),
    cancellation: createCancellation(),
    context: {
      Execution: { ...own, ...started, ...given(context.Execution) },
      StateMachine: { Id: machine.arn, Name: machine.name, ...given(context.StateMachine) },
    },
    ended: Promise.resolve(),
    status: 'RUNNING',
  };
};

/** The state, entered: as the second event of an execution, which causes name. */
export const enterScene = (subject: Subject, engine: Engine): Visit => {
  const execution = executionOf(subject, engine);
  const { state, name, input, variables, context } = subject;
  const line = { last: 0 };
  execution.history.add(line, 'ExecutionStarted');
  const eventId = execution.history.add(line, `${state.Type}StateEntered`);
  const enteredAt = context.State?.EnteredTime ?? new Date(engine.world.clock.now()).toISOString();
  const token = context.Task?.Token;
  const tokens = token === undefined ? engine.tokens : { ...engine.tokens, issue: () => token };
  const flow = {
    engine: { ...engine, tokens },
    execution,
    line,
    cancellation: execution.cancellation,
    scope: { variables },
  };
  return { flow, name: context.State?.Name ?? name, state, input, enteredAt, eventId };
};
