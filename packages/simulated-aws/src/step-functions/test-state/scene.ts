import type { World } from '../../world.ts';
import type { State } from '../definition/states.ts';
import type { Document, JsonObject } from '../json.ts';
import { newExecution } from '../new-execution.ts';
import type { Execution, Machine } from '../run/execution.ts';
import type { Engine, Visit } from '../run/flow.ts';
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

/** The state, entered: as the second event of an execution, which causes name. */
export function enterScene(subject: Subject, engine: Engine): Visit {
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
    mark: execution.mark,
    cancellation: execution.cancellation,
    scope: { variables },
  };
  return { flow, name: context.State?.Name ?? name, state, input, enteredAt, eventId };
}

/** The state runs in an Express execution of a machine that nobody else sees; the context of such counts no redrives. */
function executionOf(subject: Subject, { world }: Engine): Execution {
  const machine = machineOf(subject, world);
  const { input, context } = subject;
  const name = world.random.uuid();
  const arn = `${machine.arn.replace(':stateMachine:', ':express:')}:${name}`;
  const { block } = machine.definition;
  const execution = newExecution(world, { machine, name, input, arn, block, stateMachineId: machine.arn });
  const StartTime = new Date(execution.startedAt).toISOString();
  execution.context = {
    Execution: {
      Id: arn,
      Input: input.value,
      Name: name,
      RoleArn: machine.roleArn,
      StartTime,
      ...given(context.Execution),
    },
    StateMachine: { Id: machine.arn, Name: machine.name, ...given(context.StateMachine) },
  };
  return execution;
}

function machineOf({ state, name, region, roleArn }: Subject, { account, clock, random }: World): Machine {
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
}
