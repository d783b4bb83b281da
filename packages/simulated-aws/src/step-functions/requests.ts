import type {
  DescribeExecutionInput,
  GetExecutionHistoryInput,
  ListExecutionsInput,
  ListStateMachinesInput,
  StartExecutionInput,
  StopExecutionInput,
} from '@aws-sdk/client-sfn';
import { AwsFault, type Call } from '../call.ts';
import type { Clock } from '../clock/clock.ts';
import { defined } from '../defined.ts';
import { described, listed, statusOf } from './execution-view.ts';
import type { Executions } from './executions.ts';
import { withoutData } from './history.ts';
import type { Machines, Registration } from './machines.ts';
import { createMapRunRequests } from './map-runs.ts';
import { paged } from './paging.ts';
import { createRedrive } from './redrive.ts';
import type { Execution } from './run/execution.ts';

export function createRequests(clock: Clock, machines: Machines, executions: Executions) {
  const find = (arn: string | undefined, { region }: Call): Execution => {
    const execution = executions.executionOf(arn ?? '');
    if (execution === undefined || execution.machine.region !== region)
      throw new AwsFault('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
    return execution;
  };

  const startExecution = (input: StartExecutionInput, call: Call) => {
    const execution = executions.start(machines.findActive(input.stateMachineArn, call.region).machine, input);
    return { executionArn: execution.arn, startDate: new Date(execution.startedAt) };
  };

  const stopExecution = ({ executionArn, error, cause }: StopExecutionInput, call: Call) => {
    const execution = find(executionArn, call);
    executions.stop(execution, {
      ...defined({ error, cause }),
    });
    return { stopDate: new Date(execution.stoppedAt ?? execution.startedAt) };
  };

  const getHistory = (input: GetExecutionHistoryInput, call: Call) => {
    const events = find(input.executionArn, call).history.events();
    const { items, next } = paged(input.reverseOrder ? events.toReversed() : events, input);
    return { events: input.includeExecutionData === false ? items.map(withoutData) : items, nextToken: next };
  };

  return {
    StartExecution: startExecution,
    StopExecution: stopExecution,
    RedriveExecution: createRedrive({ clock, find, redrive: executions.redrive }),
    DescribeExecution: ({ executionArn }: DescribeExecutionInput, call: Call) =>
      described(find(executionArn, call), clock.now()),
    GetExecutionHistory: getHistory,
    ...createMapRunRequests({ clock, mapRuns: executions.mapRuns, findExecution: find }),
  };
}

export function createListings(machines: Machines, executions: Executions) {
  const listExecutions = (input: ListExecutionsInput, call: Call) => {
    const { stateMachineArn, mapRunArn, statusFilter, redriveFilter } = input;
    if ((stateMachineArn === undefined) === (mapRunArn === undefined))
      throw new AwsFault('ValidationException', 'Must specify exactly one of stateMachineArn or mapRunArn');
    if (mapRunArn === undefined) machines.find(stateMachineArn, call.region);
    const isWanted = (execution: Execution): boolean =>
      execution.mapRunArn === mapRunArn &&
      (mapRunArn !== undefined || execution.machine.arn === stateMachineArn) &&
      (statusFilter === undefined || statusOf(execution) === statusFilter) &&
      (redriveFilter === undefined || isRedriven(execution) === (redriveFilter === 'REDRIVEN'));
    const { items, next } = paged(executions.all().filter(isWanted).reverse().map(listed), input);
    return { executions: items, nextToken: next };
  };

  const listStateMachines = (input: ListStateMachinesInput, call: Call) => {
    const { items, next } = paged(machines.inRegion(call.region).map(shown), input);
    return { stateMachines: items, nextToken: next };
  };

  return { ListExecutions: listExecutions, ListStateMachines: listStateMachines };
}

const isRedriven = ({ redrives }: Execution): boolean => redrives.count > 0;

const shown = ({ machine: { arn, name, createdAt } }: Registration) => ({
  stateMachineArn: arn,
  name,
  type: 'STANDARD' as const,
  creationDate: new Date(createdAt),
});
