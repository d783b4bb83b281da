import type { DescribeStateMachineInput, DescribeStateMachineOutput } from '@aws-sdk/client-sfn';
import { AwsFault, type Call } from '../call.ts';
import type { Clock } from '../clock/clock.ts';
import { parseDefinition } from './definition/parse.ts';
import type { Machine } from './run/flow.ts';

export type NewStateMachine = Readonly<{
  name: string;
  arn: string;
  region: string;
  roleArn: string;
  /** JSON text, or what it stands for; placeholders are filled already. */
  definition: unknown;
}>;

export type Machines = ReturnType<typeof createMachines>;

export const createMachines = (clock: Clock) => {
  const machines = new Map<string, Machine>();

  const find = (arn: string | undefined, region: string): Machine => {
    const machine = machines.get(arn ?? '');
    if (machine === undefined || machine.region !== region)
      throw new AwsFault('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
    return machine;
  };

  const add = ({ definition, ...rest }: NewStateMachine): void => {
    if (machines.has(rest.arn))
      throw new AwsFault('StateMachineAlreadyExists', `State Machine Already Exists: '${rest.arn}'`);
    const definitionText = typeof definition === 'string' ? definition : JSON.stringify(definition);
    const machine = { ...rest, definitionText, definition: parseDefinition(definition), createdAt: clock.now() };
    machines.set(rest.arn, machine);
  };

  const describe = ({ stateMachineArn }: DescribeStateMachineInput, call: Call): DescribeStateMachineOutput => {
    const { arn, name, definitionText, roleArn, createdAt } = find(stateMachineArn, call.region);
    const creationDate = new Date(createdAt);
    return {
      stateMachineArn: arn,
      name,
      status: 'ACTIVE',
      definition: definitionText,
      roleArn,
      type: 'STANDARD',
      creationDate,
    };
  };

  const listed = (region: string) =>
    [...machines.values()]
      .filter((machine) => machine.region === region)
      .map(({ arn, name, createdAt }) => ({
        stateMachineArn: arn,
        name,
        type: 'STANDARD' as const,
        creationDate: new Date(createdAt),
      }));

  return { find, add, describe, listed };
};
