import * as z from 'zod';
import type { Command } from '../contracts/command.ts';
import { PayInput, PayOutput } from '../contracts/recovery/payment.ts';
import { AssessInput, AssessOutput, StepInput, StepTaskOutput } from '../contracts/recovery/run.ts';
import { connectBooks, type ReadBooks } from '../control/books.ts';
import {
  ControlSettings,
  connectControl,
  connectLedgers,
  type LedgerOf,
  LedgerSettings,
} from '../control/connect-tables.ts';
import type { Control } from '../control/control.ts';
import { connectDebts, type Debts } from '../control/debts.ts';
import { InvalidInput } from '../errors.ts';
import { task } from '../lambda/task.ts';
import { utcNow } from '../lambda/utc-now.ts';
import type { Plans } from '../plans/find.ts';
import { advance, type Kind, type Surroundings } from './advance.ts';
import { assessKind } from './assess-kind.ts';
import { handOver } from './hand-over.ts';

/** The tables of the stack, for steps that keep something there. */
export type Tables = Readonly<{ control: Control; ledgerOf: LedgerOf; debts: Debts; readBooks: ReadBooks }>;

type StepFunction<Spec, Facts, C extends Command, Dependencies> = Kind<Spec, Facts, C, Dependencies> &
  Readonly<{
    /** The folder of the function. */
    name: string;
    plans: Plans;
    /** Makes the clients that this kind of step needs. */
    connect: (tables: Tables) => Dependencies;
    /** The same for the assessment, where a Region that is silent must not be waited for. */
    hasten?: (dependencies: Dependencies) => Dependencies;
    /** Looks after what a step of this kind has left owed. */
    pay?: (input: PayInput, surroundings: Surroundings<Dependencies>) => Promise<PayOutput>;
  }>;

type Connected<Dependencies> = Readonly<{ act: Surroundings<Dependencies>; assess: Surroundings<Dependencies> }>;

/** The Lambda handler of one kind of step: one look at a step at each invocation, or one at all of its kind before the first act. */
export const stepTask = <Spec, Facts, C extends Command, Dependencies>({
  name,
  plans,
  connect,
  hasten = (same) => same,
  pay = neverOwed,
  ...kind
}: StepFunction<Spec, Facts, C, Dependencies>) =>
  task({
    name,
    input: z.union([AssessInput, PayInput, StepInput]),
    output: z.union([StepTaskOutput, PayOutput, AssessOutput]),
    environment: LedgerSettings.extend(ControlSettings.shape),
    connect: (environment): Connected<Dependencies> => {
      const tables = { control: connectControl(environment), ledgerOf: connectLedgers(environment) };
      const owed = { debts: connectDebts(environment), readBooks: connectBooks(environment) };
      const act = { ...tables, plans, now: utcNow, aws: connect({ ...tables, ...owed }) };
      return { act, assess: { ...act, aws: hasten(act.aws) } };
    },
    run: async (input, { act, assess }) => {
      if ('assessKind' in input) return await assessKind(kind, input, assess);
      if ('pay' in input) return await pay(input, act);
      return await handOver(input, await advance(kind, input, act), act.ledgerOf);
    },
  });

async function neverOwed({ runId, stepId }: PayInput): Promise<never> {
  throw new InvalidInput('A step of this kind leaves nothing owed.', { runId, stepId });
}
