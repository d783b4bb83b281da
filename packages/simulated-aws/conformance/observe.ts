import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { Run } from './run-vector.ts';

/** The run in the members of a vector's `expect`. */
export const observe = ({ execution, events }: Run): Record<string, unknown> => ({
  status: execution.status,
  output: execution.output?.value,
  error: execution.error,
  cause: execution.cause,
  events: events.map(({ type }) => type),
  path: events.map(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name).filter(isPresent),
  stateInputs: perState(events.map(entered)),
  stateOutputs: perState(events.map(exited)),
  assignedVariables: perState(events.map(assigned)),
  tasksScheduled: events.map(scheduled).filter(isPresent),
  tasksFailed: events.map(failed).filter(isPresent),
  evaluationsFailed: events.map(({ evaluationFailedEventDetails }) => evaluationFailedEventDetails).filter(isPresent),
});

const isPresent = (value: unknown): boolean => value !== undefined;

type Entry = readonly [string, unknown];

/** One list per state, in the order of its visits. */
function perState(entries: readonly (Entry | undefined)[]): Record<string, unknown[]> {
  const lists: Record<string, unknown[]> = {};
  for (const entry of entries) {
    if (entry === undefined) continue;
    const [name, value] = entry;
    const list = lists[name] ?? [];
    list.push(value);
    lists[name] = list;
  }
  return lists;
}

const entered = ({ stateEnteredEventDetails: details }: HistoryEvent): Entry | undefined =>
  details === undefined ? undefined : [details.name ?? '', parsed(details.input)];

const parsed = (text: string | undefined): unknown => (text === undefined ? undefined : JSON.parse(text));

const exited = ({ stateExitedEventDetails: details }: HistoryEvent): Entry | undefined =>
  details === undefined ? undefined : [details.name ?? '', parsed(details.output)];

function assigned({ stateExitedEventDetails: details }: HistoryEvent): Entry | undefined {
  if (details?.assignedVariables === undefined) return undefined;
  const variables = Object.entries(details.assignedVariables).map(([name, text]) => [name, parsed(text)]);
  return [details.name ?? '', Object.fromEntries(variables)];
}

function scheduled(event: HistoryEvent): unknown {
  const { taskScheduledEventDetails: task, lambdaFunctionScheduledEventDetails: invoked } = event;
  if (task !== undefined) {
    const { region: _, ...rest } = task;
    return { ...rest, parameters: parsed(task.parameters) };
  }
  return invoked === undefined ? undefined : { resource: invoked.resource, parameters: parsed(invoked.input) };
}

const failed = ({ taskFailedEventDetails: details }: HistoryEvent): unknown =>
  details === undefined ? undefined : { error: details.error, cause: details.cause };
