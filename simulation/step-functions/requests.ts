import type {
  DescribeExecutionInput,
  DescribeExecutionOutput,
  GetExecutionHistoryInput,
  ListExecutionsInput,
  ListStateMachinesInput,
  StartExecutionInput,
  StopExecutionInput,
} from '@aws-sdk/client-sfn';
import { AwsFault, type Call } from '../call.ts';
import { onlyModelled } from '../services/only-modelled.ts';
import { pageOf } from '../services/page.ts';
import type { Executions } from './executions.ts';
import type { Machines, Registration } from './machines.ts';
import type { Execution } from './run/flow.ts';

/** docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html */
const defaultPageSize = 100;
const largestPageSize = 1000;

const sizeOf = (maxResults: number | undefined): number =>
  maxResults === undefined || maxResults === 0 ? defaultPageSize : Math.min(maxResults, largestPageSize);

type Paging = { maxResults?: number | undefined; nextToken?: string | undefined };

const paged = <T>(all: readonly T[], { maxResults, nextToken }: Paging) => {
  const page = pageOf(all, sizeOf(maxResults), nextToken);
  if (page === undefined) throw new AwsFault('InvalidToken', `Invalid Token: 'Invalid token'`);
  return page;
};

const describe = (execution: Execution): DescribeExecutionOutput => ({
  executionArn: execution.arn,
  stateMachineArn: execution.machine.arn,
  name: execution.name,
  status: execution.status,
  startDate: new Date(execution.startedAt),
  stopDate: execution.stoppedAt === undefined ? undefined : new Date(execution.stoppedAt),
  input: execution.input.text,
  inputDetails: { included: true },
  output: execution.output?.text,
  outputDetails: execution.output === undefined ? undefined : { included: true },
  error: execution.error,
  cause: execution.cause,
  mapRunArn: execution.mapRunArn,
  redriveCount: 0,
});

const listed = (execution: Execution) => ({
  executionArn: execution.arn,
  stateMachineArn: execution.machine.arn,
  name: execution.name,
  status: execution.status,
  startDate: new Date(execution.startedAt),
  stopDate: execution.stoppedAt === undefined ? undefined : new Date(execution.stoppedAt),
  mapRunArn: execution.mapRunArn,
  redriveCount: 0,
});

export const createRequests = (machines: Machines, executions: Executions) => {
  const find = (arn: string | undefined, { region }: Call): Execution => {
    const execution = executions.executionOf(arn ?? '');
    if (execution === undefined || execution.machine.region !== region)
      throw new AwsFault('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
    return execution;
  };

  const startExecution = (input: StartExecutionInput, call: Call) => {
    onlyModelled('states:StartExecution', input, ['stateMachineArn', 'name', 'input', 'traceHeader']);
    const execution = executions.start(machines.findActive(input.stateMachineArn, call.region).machine, input);
    return { executionArn: execution.arn, startDate: new Date(execution.startedAt) };
  };

  const stopExecution = ({ executionArn, error, cause }: StopExecutionInput, call: Call) => {
    const execution = find(executionArn, call);
    executions.stop(execution, {
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    });
    return { stopDate: new Date(execution.stoppedAt ?? execution.startedAt) };
  };

  const getHistory = (input: GetExecutionHistoryInput, call: Call) => {
    const known = ['executionArn', 'maxResults', 'nextToken', 'reverseOrder', 'includeExecutionData'];
    const { includeExecutionData, ...rest } = input;
    onlyModelled(
      'states:GetExecutionHistory',
      includeExecutionData === false ? { ...rest, withoutData: true } : rest,
      known,
    );
    const events = find(input.executionArn, call).history.events();
    const { items, next } = paged(input.reverseOrder ? events.toReversed() : events, input);
    return { events: items, nextToken: next };
  };

  return {
    StartExecution: startExecution,
    StopExecution: stopExecution,
    DescribeExecution: ({ executionArn }: DescribeExecutionInput, call: Call) => describe(find(executionArn, call)),
    GetExecutionHistory: getHistory,
  };
};

const shown = ({ machine: { arn, name, createdAt } }: Registration) => ({
  stateMachineArn: arn,
  name,
  type: 'STANDARD' as const,
  creationDate: new Date(createdAt),
});

export const createListings = (machines: Machines, executions: Executions) => {
  const listExecutions = (input: ListExecutionsInput, call: Call) => {
    const known = ['stateMachineArn', 'mapRunArn', 'statusFilter', 'maxResults', 'nextToken'];
    onlyModelled('states:ListExecutions', input, known);
    const { stateMachineArn, mapRunArn, statusFilter } = input;
    if (mapRunArn === undefined) machines.find(stateMachineArn, call.region);
    const isWanted = (execution: Execution): boolean =>
      execution.mapRunArn === mapRunArn &&
      (mapRunArn !== undefined || execution.machine.arn === stateMachineArn) &&
      (statusFilter === undefined || execution.status === statusFilter);
    const { items, next } = paged(executions.all().filter(isWanted).reverse().map(listed), input);
    return { executions: items, nextToken: next };
  };

  const listStateMachines = (input: ListStateMachinesInput, call: Call) => {
    const { items, next } = paged(machines.inRegion(call.region).map(shown), input);
    return { stateMachines: items, nextToken: next };
  };

  return { ListExecutions: listExecutions, ListStateMachines: listStateMachines };
};
