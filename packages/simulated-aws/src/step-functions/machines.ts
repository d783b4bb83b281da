import type { LoggingConfiguration, TracingConfiguration } from '@aws-sdk/client-sfn';
import { AwsFault } from '../call.ts';
import { defined } from '../defined.ts';
import type { World } from '../world.ts';
import { parseDefinition } from './definition/parse.ts';
import type { Machine } from './run/execution.ts';

/** Kept and shown again; logs and traces themselves are not modelled. */
export type Observation = Readonly<{ logging: LoggingConfiguration; tracing: TracingConfiguration }>;

export const unobserved: Observation = {
  logging: { level: 'OFF', includeExecutionData: false },
  tracing: { enabled: false },
};

const machineArn = /^arn:aws[a-z-]*:states:[^:]+:[^:]+:stateMachine:.+/;

export type Machines = ReturnType<typeof createMachines>;

export type Tags = Readonly<Record<string, string>>;

/** What CreateStateMachine keeps beside the machine itself. */
export type Registration = {
  /** As it stands now: an execution holds the revision that it started with. */
  machine: Machine;
  observation: Observation;
  tags: Tags;
  isDeleting: boolean;
};

export type NewStateMachine = Readonly<{
  name: string;
  arn: string;
  region: string;
  roleArn: string;
  /** JSON text, or what it stands for; placeholders are filled already. */
  definition: unknown;
}>;

type Settings = Readonly<{ observation?: Observation; tags?: Tags }>;
type Revision = Readonly<{ definition?: string | undefined; roleArn?: string | undefined; observation: Observation }>;

export function createMachines({ clock, random }: Pick<World, 'clock' | 'random'>) {
  const known = new Map<string, Registration>();

  const registrationOf = (arn = '', region: string): Registration => {
    checkArn(arn);
    const registration = known.get(arn);
    if (registration === undefined || registration.machine.region !== region)
      throw new AwsFault('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
    return registration;
  };

  const find = (arn: string | undefined, region: string): Machine => registrationOf(arn, region).machine;

  /** Throws StateMachineDeleting for one that is on its way out. */
  const findActive = (arn: string | undefined, region: string): Registration => {
    const registration = registrationOf(arn, region);
    if (registration.isDeleting) throw new AwsFault('StateMachineDeleting', `State Machine is being deleted: '${arn}'`);
    return registration;
  };

  const add = (
    { definition, ...rest }: NewStateMachine,
    { observation = unobserved, tags = {} }: Settings = {},
  ): Machine => {
    if (known.has(rest.arn))
      throw new AwsFault('StateMachineAlreadyExists', `State Machine Already Exists: '${rest.arn}'`);
    const createdAt = clock.now();
    const parsed = { definitionText: textOf(definition), definition: parseDefinition(definition) };
    const machine = { ...rest, ...parsed, createdAt };
    known.set(rest.arn, { machine, observation, tags, isDeleting: false });
    return machine;
  };

  const update = (registration: Registration, { definition, roleArn, observation }: Revision): void => {
    const parsed =
      definition === undefined ? {} : { definitionText: definition, definition: parseDefinition(definition) };
    const role = defined({ roleArn });
    const revision = { revisedAt: clock.now(), revisionId: random.uuid() };
    registration.machine = { ...registration.machine, ...parsed, ...role, ...revision };
    registration.observation = observation;
  };

  const inRegion = (region: string): Registration[] =>
    [...known.values()].filter(({ machine }) => machine.region === region);

  const registered = (arn: string): Registration | undefined => known.get(arn);
  const remove = (arn: string): void => {
    known.delete(arn);
  };
  return { checkArn, find, findActive, registrationOf, registered, add, update, inRegion, remove };
}

function checkArn(arn: string): void {
  if (!arn.startsWith('arn:')) throw new AwsFault('InvalidArn', `Invalid Arn: 'Invalid ARN prefix: ${arn}'`);
  if (!machineArn.test(arn))
    throw new AwsFault('InvalidArn', `Invalid Arn: 'Resource type not valid in this context: ${arn}'`);
}

const textOf = (definition: unknown): string =>
  typeof definition === 'string' ? definition : JSON.stringify(definition);
