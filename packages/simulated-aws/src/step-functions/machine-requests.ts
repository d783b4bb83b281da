import type {
  CreateStateMachineInput,
  DeleteStateMachineInput,
  DescribeStateMachineForExecutionInput,
  DescribeStateMachineInput,
  UpdateStateMachineInput,
} from '@aws-sdk/client-sfn';
import { AwsFault, type Call, notSimulated } from '../call.ts';
import type { World } from '../world.ts';
import type { Executions } from './executions.ts';
import { type Machines, type Observation, type Registration, unobserved } from './machines.ts';
import { isName } from './names.ts';
import { tagsFrom } from './tagging.ts';

/**
 * …/apireference/API_CreateStateMachine.html and its like. A changed machine is there at once, where AWS may take a
 * moment. Not modelled: Express, versions, keys of one's own, quotas, whether the role can be assumed.
 */
const role = /^arn:aws[a-z-]*:iam::\d{12}:role\/.+/;

export const createMachineRequests = (world: World, machines: Machines, executions: Executions) => ({
  CreateStateMachine: createCreate(world, machines),
  UpdateStateMachine: createUpdate(machines),
  DeleteStateMachine: createDelete(machines, executions),
  DescribeStateMachine: createDescribe(machines),
  DescribeStateMachineForExecution: createDescribeForExecution(machines, executions),
});

const createCreate =
  ({ account }: World, machines: Machines) =>
  (input: CreateStateMachineInput, { region }: Call) => {
    refusePublish('states:CreateStateMachine', input);
    const { name = '', definition = '', roleArn = '', type } = input;
    if (type === 'EXPRESS') throw notSimulated('states:CreateStateMachine with the type EXPRESS');
    if (!isName(name)) throw new AwsFault('InvalidName', `Invalid Name: '${name}'`);
    checkRole(roleArn);
    const arn = `arn:aws:states:${region}:${account}:stateMachine:${name}`;
    const existing = machines.registered(arn) === undefined ? undefined : machines.findActive(arn, region);
    if (existing !== undefined && isSame(existing, input)) return created(existing);
    const settings = { observation: observationOf(input), tags: tagsFrom(input.tags) };
    machines.add({ name, arn, region, roleArn, definition }, settings);
    return created(machines.registrationOf(arn, region));
  };

/** Versions are refused by name; `publish: false` asks for none. */
function refusePublish(operation: string, { publish }: { publish?: boolean | undefined }): void {
  if (publish === true) throw notSimulated(`${operation} with publish`);
}

function checkRole(roleArn = ''): void {
  if (!role.test(roleArn)) throw new AwsFault('InvalidArn', `Invalid Role Arn: '${roleArn}'`);
}

/** The request again that made the machine: another role or other tags make no difference. */
const isSame = ({ machine, observation }: Registration, input: CreateStateMachineInput): boolean =>
  machine.definitionText === input.definition && JSON.stringify(observation) === JSON.stringify(observationOf(input));

type Observed = Pick<CreateStateMachineInput, 'loggingConfiguration' | 'tracingConfiguration'>;

const observationOf = (
  { loggingConfiguration, tracingConfiguration }: Observed,
  otherwise: Observation = unobserved,
): Observation => ({
  logging: loggingConfiguration === undefined ? otherwise.logging : { ...unobserved.logging, ...loggingConfiguration },
  tracing: tracingConfiguration === undefined ? otherwise.tracing : { ...unobserved.tracing, ...tracingConfiguration },
});

const created = ({ machine }: Registration) => ({
  stateMachineArn: machine.arn,
  creationDate: new Date(machine.createdAt),
});

const createUpdate = (machines: Machines) => (input: UpdateStateMachineInput, call: Call) => {
  refusePublish('states:UpdateStateMachine', input);
  const registration = machines.findActive(input.stateMachineArn, call.region);
  const { definition, roleArn, loggingConfiguration, tracingConfiguration } = input;
  if (definition === undefined && roleArn === undefined && !loggingConfiguration && !tracingConfiguration)
    throw new AwsFault(
      'MissingRequiredParameter',
      'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified',
    );
  if (roleArn !== undefined) checkRole(roleArn);
  machines.update(registration, { definition, roleArn, observation: observationOf(input, registration.observation) });
  const { createdAt, revisedAt = createdAt, revisionId } = registration.machine;
  return { updateDate: new Date(revisedAt), revisionId };
};

/** The machine goes when its last execution has ended; those that run end at their next transition. */
const createDelete =
  (machines: Machines, executions: Executions) =>
  ({ stateMachineArn = '' }: DeleteStateMachineInput, { region }: Call) => {
    const registration = machines.registered(stateMachineArn);
    if (registration === undefined) machines.checkArn(stateMachineArn);
    if (registration === undefined || registration.machine.region !== region || registration.isDeleting) return {};
    registration.isDeleting = true;
    const own = executions.all().filter(({ machine }) => machine.arn === stateMachineArn);
    for (const execution of own) execution.isDoomed = true;
    const ended = Promise.all(own.map((execution) => execution.ended));
    void ended.then(() => machines.remove(stateMachineArn));
    return {};
  };

const createDescribe =
  (machines: Machines) =>
  ({ stateMachineArn, includedData }: DescribeStateMachineInput, call: Call) => {
    const registration = machines.registrationOf(stateMachineArn, call.region);
    const { machine, observation, isDeleting } = registration;
    return {
      ...created(registration),
      name: machine.name,
      status: isDeleting ? ('DELETING' as const) : ('ACTIVE' as const),
      definition: includedData === 'METADATA_ONLY' ? undefined : machine.definitionText,
      roleArn: machine.roleArn,
      type: 'STANDARD' as const,
      ...observationIn(observation),
      revisionId: machine.revisionId,
    };
  };

const observationIn = ({ logging, tracing }: Observation) => ({
  loggingConfiguration: logging,
  tracingConfiguration: tracing,
});

/** The revision that the execution runs, whatever has become of its machine. */
const createDescribeForExecution =
  (machines: Machines, executions: Executions) =>
  ({ executionArn, includedData }: DescribeStateMachineForExecutionInput, { region }: Call) => {
    const execution = executions.executionOf(executionArn ?? '');
    if (execution === undefined || execution.machine.region !== region)
      throw new AwsFault('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
    if (execution.mapRunArn !== undefined)
      throw notSimulated('states:DescribeStateMachineForExecution of a child of a Distributed Map');
    const { arn, name, roleArn, definitionText, revisedAt, createdAt, revisionId } = execution.machine;
    return {
      stateMachineArn: arn,
      name,
      definition: includedData === 'METADATA_ONLY' ? undefined : definitionText,
      roleArn,
      updateDate: new Date(revisedAt ?? createdAt),
      ...observationIn(machines.registered(arn)?.observation ?? unobserved),
      revisionId,
    };
  };
