import { type Cancellation, createCancellation } from '../cancellation.ts';
import type { MapState } from '../definition/states.ts';
import { Cancelled } from '../failure.ts';
import type { Line } from '../history.ts';
import type { Json } from '../json.ts';
import type { MapSettings, Mark, Parts } from './execution.ts';
import type { Flow, RunBlock, Visit } from './flow.ts';
import { inputOfItem, mapContextOf } from './map-item.ts';
import { beginMap } from './map-settings.ts';
import { runPool } from './pool.ts';

/** docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html */
const mostInlineIterations = 40;

type Iterations = Readonly<{
  visit: Visit<MapState>;
  parts: Parts<MapSettings>;
  cancellation: Cancellation;
  runBlock: RunBlock;
}>;

export async function runInline(
  visit: Visit<MapState>,
  retryCount: number,
  runBlock: RunBlock,
): Promise<readonly Json[]> {
  const parts = await iterationsOf(visit, retryCount);
  const { items = [], limits } = parts.begun;
  const cancellation = createCancellation(visit.flow.cancellation);
  const iterations: Iterations = { visit, parts, cancellation, runBlock };
  const results: Json[] = [];
  const limit = Math.min(limits.maxConcurrency || mostInlineIterations, mostInlineIterations);
  try {
    await runPool({ count: items.length, limit, endAll: cancellation.cancel }, async (index) => {
      results[index] = await iterate(iterations, index);
    });
    return results;
  } finally {
    cancellation.detach();
  }
}

/** Those that a redrive finds; a retry begins them all anew. */
async function iterationsOf(visit: Visit<MapState>, retryCount: number): Promise<Parts<MapSettings>> {
  const { line, mark } = visit.flow;
  const left = mark.standing?.iterations;
  if (left !== undefined && retryCount === 0) return left;
  const begun = await beginMap(visit, retryCount);
  const iterations = { begun, start: line.last, marks: new Map<number, Mark>() };
  if (mark.standing !== undefined) mark.standing.iterations = iterations;
  return iterations;
}

/** A redrive finds some done, and does not start those again that it finds begun. */
async function iterate(iterations: Iterations, index: number): Promise<Json> {
  const { visit, parts } = iterations;
  const { flow, name } = visit;
  const { history } = flow.execution;
  const mark = parts.marks.get(index);
  if (mark?.output !== undefined) return mark.output.value;
  const line = { last: parts.start };
  const details = { name, index };
  if (mark === undefined) history.add(line, 'MapIterationStarted', { mapIterationStartedEventDetails: details });
  try {
    const result = await resultOf(iterations, index, line);
    history.add(line, 'MapIterationSucceeded', { mapIterationSucceededEventDetails: details });
    return result;
  } catch (error) {
    const type = endOf(error);
    const field = type === 'MapIterationFailed' ? 'mapIterationFailedEventDetails' : 'mapIterationAbortedEventDetails';
    history.add(line, type, { [field]: details });
    throw error;
  } finally {
    flow.line.last = Math.max(flow.line.last, line.last);
  }
}

async function resultOf(iterations: Iterations, index: number, line: Line): Promise<Json> {
  const { visit, parts, cancellation, runBlock } = iterations;
  const { items = [], retryCount } = parts.begun;
  const item = items[index] ?? { value: null };
  const mark = parts.marks.get(index) ?? {};
  parts.marks.set(index, mark);
  const input = mark.standing?.input ?? (await inputOfItem(visit, item, { index, retryCount }));
  const mapContext = mapContextOf(index, item);
  const { flow, state } = visit;
  const iteration: Flow = { ...flow, cancellation, line, mark, mapContext, scope: { ...flow.scope } };
  return (await runBlock(iteration, state.processor, input)).value;
}

const endOf = (error: unknown): 'MapIterationAborted' | 'MapIterationFailed' =>
  error instanceof Cancelled ? 'MapIterationAborted' : 'MapIterationFailed';
