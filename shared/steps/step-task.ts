import type { Command } from '../contracts/ledger-entry.ts';
import { StepInput, StepTaskOutput } from '../contracts/run.ts';
import { task } from '../lambda/task.ts';
import { utcNow } from '../lambda/utc-now.ts';
import { ControlSettings, connectControl, connectLedgers, LedgerSettings } from '../ledger/connect-tables.ts';
import type { Plans } from '../plans/find.ts';
import { advance, type Kind, type Surroundings } from './advance.ts';
import { handOver } from './hand-over.ts';

type StepFunction<Spec, Facts, C extends Command, Dependencies> = Kind<Spec, Facts, C, Dependencies> &
  Readonly<{
    /** The folder of the function. */
    name: string;
    plans: Plans;
    /** Makes the clients that this kind of step needs. */
    connect: () => Dependencies;
  }>;

/** The Lambda handler of one kind of step: one look at each invocation. */
export const stepTask = <Spec, Facts, C extends Command, Dependencies>({
  name,
  plans,
  connect,
  ...kind
}: StepFunction<Spec, Facts, C, Dependencies>) =>
  task({
    name,
    input: StepInput,
    output: StepTaskOutput,
    environment: LedgerSettings.extend(ControlSettings.shape),
    connect: (environment): Surroundings<Dependencies> => ({
      plans,
      ledgerOf: connectLedgers(environment),
      control: connectControl(environment),
      now: utcNow,
      aws: connect(),
    }),
    run: async (input, surroundings) =>
      await handOver(input, await advance(kind, input, surroundings), surroundings.ledgerOf),
  });
