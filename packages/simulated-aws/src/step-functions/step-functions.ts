import type { SendTaskFailureInput, SendTaskHeartbeatInput, SendTaskSuccessInput } from '@aws-sdk/client-sfn';
import { AwsFault, type Call } from '../call.ts';
import { defined } from '../defined.ts';
import type { EventSink } from '../event-sink.ts';
import type { SimulatedService } from '../service.ts';
import type { MetricSink } from '../services/cloudwatch/cloudwatch.ts';
import type { World } from '../world.ts';
import { createExecutions } from './executions.ts';
import { StateFailure } from './failure.ts';
import { readDocument } from './json.ts';
import { createMachineRequests } from './machine-requests.ts';
import { createMachines, type NewStateMachine, type Tags } from './machines.ts';
import { isTooLarge } from './quota.ts';
import { createRates } from './rates.ts';
import { createListings, createRequests } from './requests.ts';
import type { Execution } from './run/execution.ts';
import { createTagging } from './tagging.ts';
import type { TaskTokens } from './task-tokens.ts';
import { createTestState } from './test-state/test-state.ts';
import { validateDefinition } from './validate.ts';

/** Resource types of the service authorization reference; the answers to tokens know none. */
const resources = {
  StartExecution: ({ stateMachineArn = '' }: { stateMachineArn?: string }) => [stateMachineArn],
  DescribeStateMachine: ({ stateMachineArn = '' }: { stateMachineArn?: string }) => [stateMachineArn],
  UpdateStateMachine: ({ stateMachineArn = '' }: { stateMachineArn?: string }) => [stateMachineArn],
  DeleteStateMachine: ({ stateMachineArn = '' }: { stateMachineArn?: string }) => [stateMachineArn],
  StartMapRun: ({ stateMachineArn = '' }: { stateMachineArn?: string }) => [stateMachineArn],
  TagResource: ({ resourceArn = '' }: { resourceArn?: string }) => [resourceArn],
  UntagResource: ({ resourceArn = '' }: { resourceArn?: string }) => [resourceArn],
  ListTagsForResource: ({ resourceArn = '' }: { resourceArn?: string }) => [resourceArn],
  ListExecutions: ({ stateMachineArn, mapRunArn = '' }: { stateMachineArn?: string; mapRunArn?: string }) => [
    stateMachineArn ?? mapRunArn,
  ],
  StopExecution: ({ executionArn = '' }: { executionArn?: string }) => [executionArn],
  DescribeExecution: ({ executionArn = '' }: { executionArn?: string }) => [executionArn],
  DescribeStateMachineForExecution: ({ executionArn = '' }: { executionArn?: string }) => [executionArn],
  GetExecutionHistory: ({ executionArn = '' }: { executionArn?: string }) => [executionArn],
  RedriveExecution: ({ executionArn = '' }: { executionArn?: string }) => [executionArn],
  RedriveMapRun: ({ executionArn = '' }: { executionArn?: string }) => [executionArn],
  ListMapRuns: ({ executionArn = '' }: { executionArn?: string }) => [executionArn],
  DescribeMapRun: ({ mapRunArn = '' }: { mapRunArn?: string }) => [mapRunArn],
  UpdateMapRun: ({ mapRunArn = '' }: { mapRunArn?: string }) => [mapRunArn],
};

const silent: EventSink = { emit: () => undefined };

type Options = Readonly<{ metrics: MetricSink; events?: EventSink }>;

/**
 * AWS Step Functions: Standard workflows in JSONata.
 *
 * Models: machines made, changed, validated, tagged and deleted; all state types, Retry and Catch, timeouts, heartbeats, task
 * tokens, nested executions, Inline and Distributed Map with items from S3, batches, results in S3 and Map Runs, redrive, the
 * context object, history events, the quotas of events, of state data and of rates (rates.ts), events on the default bus
 * (status-change.ts); single states through TestState.
 * From: docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html,
 * docs.aws.amazon.com/step-functions/latest/apireference, states-language.net/spec.html
 * Not modelled: JSONPath, Express workflows and children, activities, versions and aliases, Parquet files as items, the lag
 * of the history behind the execution, the year after which AWS ends an execution, 10 MiB for all variables, whether a role
 * can be assumed, integrations other than those in definition/resource.ts and definition/sdk-services.ts.
 */
export function createStepFunctions(world: World, { metrics, events = silent }: Options) {
  const rates = createRates(world);
  const machines = createMachines(world);
  const executions = createExecutions(world, { metrics, events, rates });
  const arnToBe = ({ name }: { name?: string }, { region }: Call): string =>
    `arn:aws:states:${region}:${world.account}:stateMachine:${name}`;
  return {
    name: 'states',
    operations: {
      ...createRequests(world.clock, machines, executions),
      ...createListings(machines, executions),
      ...taskAnswers(executions.tokens),
      ...createMachineRequests(world, machines, executions),
      ...createTagging(machines),
      ValidateStateMachineDefinition: validateDefinition,
      TestState: createTestState(executions.engine),
      /** No call of AWS: here a Distributed Map asks whether its role may start the children. */
      StartMapRun: ({ stateMachineArn }: { stateMachineArn: string }, call: Call) => {
        machines.find(stateMachineArn, call.region);
        return {};
      },
      /** As StartMapRun, for the children of a run that is redriven. */
      RedriveMapRun: ({ executionArn }: { executionArn: string }) => ({ executionArn }),
    },
    resources: {
      ...resources,
      CreateStateMachine: (input: { name?: string }, call: Call) => [arnToBe(input, call)],
    },
    needs: {
      CreateStateMachine: (input: { name?: string; roleArn?: string; tags?: readonly unknown[] }, call: Call) => [
        ...passRole(input),
        ...(input.tags === undefined ? [] : [{ action: 'states:TagResource', resources: [arnToBe(input, call)] }]),
      ],
      UpdateStateMachine: passRole,
      TestState: passRole,
    },
    actions: { StartMapRun: 'states:StartExecution', RedriveMapRun: 'states:RedriveExecution' },
    admit: rates.admit,

    createStateMachine: ({ tags, ...machine }: NewStateMachine & Readonly<{ tags?: Tags }>): void => {
      machines.add(machine, defined({ tags }));
    },
    tagsOf: (arn: string) => machines.registered(arn)?.tags ?? {},
    executionOf: (arn: string): Execution | undefined => executions.executionOf(arn),
    executions: (): readonly Execution[] => executions.all(),
    expire: executions.expire,
    /** Stops everything that runs. Resolves when every history is closed. */
    close: async (): Promise<void> => {
      for (const execution of executions.all()) executions.stop(execution, {});
      await Promise.all(executions.all().map(({ ended }) => ended));
    },
  } satisfies SimulatedService & Record<string, unknown>;
}

const taskAnswers = (tokens: TaskTokens) => ({
  SendTaskSuccess: ({ taskToken, output = '' }: SendTaskSuccessInput) => {
    const listener = tokens.find(taskToken);
    const document = readDocument(output);
    if (document === undefined || isTooLarge(output))
      throw new AwsFault('InvalidOutput', `Invalid Output: '${output.slice(0, 1000)}'`);
    listener.succeed(document);
    return {};
  },
  SendTaskFailure: ({ taskToken, error, cause }: SendTaskFailureInput) => {
    tokens.find(taskToken).fail(new StateFailure(error ?? 'States.TaskFailed', cause));
    return {};
  },
  SendTaskHeartbeat: ({ taskToken }: SendTaskHeartbeatInput) => {
    tokens.find(taskToken).beat();
    return {};
  },
});

/** Whoever gives a machine a role must be allowed to. */
const passRole = ({ roleArn }: { roleArn?: string }) =>
  roleArn === undefined ? [] : [{ action: 'iam:PassRole', resources: [roleArn] }];
