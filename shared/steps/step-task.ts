import * as z from 'zod';
import type { Command } from '../contracts/command.ts';
import { AssessInput, AssessOutput, StepInput, StepTaskOutput } from '../contracts/run.ts';
import { task } from '../lambda/task.ts';
import { utcNow } from '../lambda/utc-now.ts';
import {
  ControlSettings,
  connectControl,
  connectLedgers,
  type LedgerOf,
  LedgerSettings,
} from '../ledger/connect-tables.ts';
import type { Control } from '../ledger/control.ts';
import type { Plans } from '../plans/find.ts';
import { advance, type Kind, type Surroundings } from './advance.ts';
import { assessKind } from './assess-kind.ts';
import { handOver } from './hand-over.ts';

/** The tables of the stack, for steps that keep something there. */
export type Tables = Readonly<{ control: Control; ledgerOf: LedgerOf }>;

type StepFunction<Spec, Facts, C extends Command, Dependencies> = Kind<Spec, Facts, C, Dependencies> &
  Readonly<{
    /** The folder of the function. */
    name: string;
    plans: Plans;
    /** Makes the clients that this kind of step needs. */
    connect: (tables: Tables) => Dependencies;
    /** The same for the assessment, where a Region that is silent must not be waited for. */
    hasten?: (dependencies: Dependencies) => Dependencies;
  }>;

type Connected<Dependencies> = Readonly<{ act: Surroundings<Dependencies>; assess: Surroundings<Dependencies> }>;

/** The Lambda handler of one kind of step: one look at a step at each invocation, or one at all of its kind before the first act. */
export const stepTask = <Spec, Facts, C extends Command, Dependencies>({
  name,
  plans,
  connect,
  hasten = (same) => same,
  ...kind
}: StepFunction<Spec, Facts, C, Dependencies>) =>
  task({
    name,
    input: z.union([AssessInput, StepInput]),
    output: z.union([StepTaskOutput, AssessOutput]),
    environment: LedgerSettings.extend(ControlSettings.shape),
    connect: (environment): Connected<Dependencies> => {
      const tables = { control: connectControl(environment), ledgerOf: connectLedgers(environment) };
      const act = { ...tables, plans, now: utcNow, aws: connect(tables) };
      return { act, assess: { ...act, aws: hasten(act.aws) } };
    },
    run: async (input, { act, assess }) =>
      'assessKind' in input
        ? await assessKind(kind, input, assess)
        : await handOver(input, await advance(kind, input, act), act.ledgerOf),
  });
