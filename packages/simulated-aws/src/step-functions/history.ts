import type { HistoryEvent, HistoryEventType } from '@aws-sdk/client-sfn';
import type { Clock } from '../clock/clock.ts';
import { runtimeError } from './failure.ts';

/** docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
export const eventQuota = 25_000;

export const isTruncated = { truncated: false };

const data = new Set([
  'input',
  'inputDetails',
  'output',
  'outputDetails',
  'parameters',
  'assignedVariables',
  'assignedVariablesDetails',
]);

/** Where a line of states stands in the history: each branch and iteration has a line of its own. */
export type Line = { last: number };

type Details = Omit<HistoryEvent, 'id' | 'previousEventId' | 'timestamp' | 'type'>;

export type History = Readonly<{
  /**
   * Fails with States.Runtime when only the closing event still fits. What states still tell of when they are ended from outside
   * comes after the closing event, and AWS notes none of it.
   */
  add: (line: Line, type: HistoryEventType, details?: Details) => number;
  /** The last event of an execution; always fits. One that was ended from outside follows no other. */
  close: (type: HistoryEventType, details: Details, isFromOutside?: boolean) => void;
  /** For a redrive. */
  reopen: () => void;
  events: () => readonly HistoryEvent[];
}>;

export function createHistory(clock: Clock): History {
  const events: HistoryEvent[] = [];
  let isClosed = false;
  const write = (line: Line, type: HistoryEventType, details?: Details): number => {
    const id = events.length + 1;
    events.push({ timestamp: new Date(clock.now()), type, id, previousEventId: line.last, ...details });
    line.last = id;
    return id;
  };
  const add: History['add'] = (line, type, details) => {
    if (isClosed) return line.last;
    if (events.length >= eventQuota - 1)
      throw runtimeError(`The execution reached the maximum number of history events (${eventQuota}).`);
    return write(line, type, details);
  };
  const close: History['close'] = (type, details, isFromOutside = false) => {
    write({ last: isFromOutside ? 0 : events.length }, type, details);
    isClosed = true;
  };
  const reopen = () => {
    isClosed = false;
  };
  return { add, close, reopen, events: () => events };
}

/** The event without what includeExecutionData: false leaves out: the data of the execution, not what it failed with. */
export const withoutData = (event: HistoryEvent): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(event).map(([name, member]) => [
      name,
      isRecord(member) ? Object.fromEntries(Object.entries(member).filter(([key]) => !data.has(key))) : member,
    ]),
  );

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !(value instanceof Date);
