import type { Json } from 'simulated-aws/step-functions/json.ts';
import {
  type Behaviour,
  createMachineRoom,
  FunctionFailure,
  machineArn,
} from 'simulated-aws/test/step-functions/machine-room.ts';
import * as z from 'zod';
import { readDefinition } from '../../deployment/machine-files.ts';

const Definition: z.ZodType<Json> = z.json();

const machineNames: Readonly<Record<string, string>> = {
  RunStepMachine: 'run-step',
  RecoverMachine: 'recover',
  PayFenceMachine: 'pay-fence',
};

/** The machine as it is deployed, each function called by its own name, and that of a kind by `of-` and the kind. */
const read = (name: string): Json => {
  const text = readDefinition(name).replaceAll(/\$\{(\w+)\}/g, (_, placeholder: string) => {
    if (placeholder === 'FunctionPrefix') return 'of-';
    const machine = machineNames[placeholder];
    return machine === undefined ? placeholder : machineArn(machine);
  });
  return Definition.parse(JSON.parse(text));
};

/** Answers in turn, the last one for ever. An error is thrown in its turn. */
export const inTurn = (...answers: readonly (Json | Error)[]): Behaviour => {
  let turn = 0;
  return () => {
    const answer = answers[Math.min(turn, answers.length - 1)];
    turn += 1;
    if (answer instanceof Error) throw answer;
    return answer ?? {};
  };
};

export const dies = (): FunctionFailure => new FunctionFailure('Sandbox.Timedout', 'the task timed out');

/** Whoever is asked: answers the token a minute later with what comes in turn; silence is no answer at all. */
export type Answers = readonly (Json | 'silence')[];

export type Cast = Readonly<Record<string, Behaviour>>;

const machineFiles = ['detect', 'pay-fence', 'recover', 'run-step', 'settle-run', 'verify-restores'] as const;
type MachineName = (typeof machineFiles)[number];

const Asked = z.object({ taskToken: z.string() });

/** All machines, with functions as a test gives them. What each function was given stays in `payloads`. */
export const createStage = (cast: Cast, answers: Answers = []) => {
  const payloads: { name: string; payload: Json }[] = [];
  let asked = 0;
  const ask: Behaviour = (payload) => {
    const answer = answers[asked] ?? 'silence';
    asked += 1;
    const { taskToken } = Asked.parse(payload);
    const input = { taskToken, output: JSON.stringify(answer) };
    if (answer !== 'silence') room.clock.after(60_000, () => void room.ask('SendTaskSuccess', input));
    return {};
  };
  const all: Cast = { AwaitApproval: ask, AskOperator: ask, ...cast };
  const noted = Object.entries(all).map(([name, behaviour]): [string, Behaviour] => [
    name,
    (payload, call) => {
      payloads.push({ name, payload });
      return behaviour(payload, call);
    },
  ]);
  const room = createMachineRoom(Object.fromEntries(noted));
  for (const name of machineFiles) room.create(name, read(name));
  const run = (name: MachineName, input: Json, executionName = 'run-1') =>
    room.end(room.start(name, input, executionName));
  const given = (name: string): Json[] => payloads.filter((one) => one.name === name).map(({ payload }) => payload);
  return { room, run, given };
};

/** Executions of pay-fence, by name and input, in the order in which they began. */
export const paymentsOf = ({ states }: ReturnType<typeof createStage>['room']) =>
  states
    .executions()
    .filter(({ machine }) => machine.name === 'pay-fence')
    .map(({ name, input }) => ({ name, input: input.value }));
