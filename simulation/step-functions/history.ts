import type { HistoryEvent, HistoryEventType } from '@aws-sdk/client-sfn';
import type { Clock } from '../clock/clock.ts';
import { runtimeError } from './failure.ts';

/** docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const eventQuota = 25_000;

type Details = Omit<HistoryEvent, 'id' | 'previousEventId' | 'timestamp' | 'type'>;

/** Where a line of states stands in the history: each branch and iteration has a line of its own. */
export type Line = { last: number };

export type History = Readonly<{
  /** Fails with States.Runtime when only the closing event still fits. */
  add: (line: Line, type: HistoryEventType, details?: Details) => number;
  /** The last event of an execution; always fits. */
  close: (line: Line, type: HistoryEventType, details?: Details) => void;
  events: () => readonly HistoryEvent[];
}>;

export const createHistory = (clock: Clock): History => {
  const events: HistoryEvent[] = [];
  const write = (line: Line, type: HistoryEventType, details?: Details): number => {
    const id = events.length + 1;
    events.push({ timestamp: new Date(clock.now()), type, id, previousEventId: line.last, ...details });
    line.last = id;
    return id;
  };
  const add: History['add'] = (line, type, details) => {
    if (events.length >= eventQuota - 1)
      throw runtimeError(`The execution reached the maximum number of history events (${eventQuota}).`);
    return write(line, type, details);
  };
  return { add, close: write, events: () => events };
};

export const isTruncated = { truncated: false };
