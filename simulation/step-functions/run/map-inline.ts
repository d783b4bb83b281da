import { createCancellation } from '../cancellation.ts';
import type { MapState } from '../definition/states.ts';
import { Cancelled } from '../failure.ts';
import type { Json } from '../json.ts';
import type { Flow, Visit } from './flow.ts';
import type { MapSettings } from './map.ts';
import { inputOfItem, mapContextOf } from './map-item.ts';
import { runPool } from './pool.ts';
import type { RunBlock } from './run-block.ts';

/** docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html */
const mostInlineIterations = 40;

const endOf = (error: unknown): 'MapIterationAborted' | 'MapIterationFailed' =>
  error instanceof Cancelled ? 'MapIterationAborted' : 'MapIterationFailed';

export const runInline = async (
  visit: Visit<MapState>,
  settings: MapSettings,
  runBlock: RunBlock,
): Promise<readonly Json[]> => {
  const { flow, state, name } = visit;
  const { history } = flow.execution;
  const { items, maxConcurrency } = settings;
  const cancellation = createCancellation(flow.cancellation);
  const start = flow.line.last;
  const results: Json[] = [];

  const iterate = async (index: number): Promise<void> => {
    const line = { last: start };
    const details = { name, index };
    history.add(line, 'MapIterationStarted', { mapIterationStartedEventDetails: details });
    try {
      const input = await inputOfItem(visit, settings, index);
      const mapContext = mapContextOf(index, items[index] ?? null);
      const iteration: Flow = { ...flow, cancellation, line, mapContext, scope: { ...flow.scope } };
      results[index] = (await runBlock(iteration, state.processor, input)).value;
      history.add(line, 'MapIterationSucceeded', { mapIterationSucceededEventDetails: details });
    } catch (error) {
      const type = endOf(error);
      const field =
        type === 'MapIterationFailed' ? 'mapIterationFailedEventDetails' : 'mapIterationAbortedEventDetails';
      history.add(line, type, { [field]: details });
      throw error;
    } finally {
      flow.line.last = Math.max(flow.line.last, line.last);
    }
  };

  const limit = Math.min(maxConcurrency === 0 ? mostInlineIterations : maxConcurrency, mostInlineIterations);
  try {
    await runPool({ count: items.length, limit, endAll: cancellation.cancel }, iterate);
    return results;
  } finally {
    cancellation.detach();
  }
};
