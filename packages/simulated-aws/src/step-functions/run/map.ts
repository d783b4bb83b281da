import type { MapState } from '../definition/states.ts';
import { withinQuota } from '../quota.ts';
import { bindingsOf } from './bindings.ts';
import type { Outcome, RunBlock, Visit } from './flow.ts';
import { withHandlers } from './handlers.ts';
import { runDistributed } from './map-distributed.ts';
import { runInline } from './map-inline.ts';
import { endingOf } from './outcome.ts';

/**
 * docs.aws.amazon.com/step-functions/latest/dg/state-map.html. Inline iterations write into the history of the execution;
 * those of a Distributed Map are executions of their own.
 */
export function runMap(visit: Visit<MapState>, runBlock: RunBlock): Promise<Outcome> {
  const { flow, state, name } = visit;
  const { history } = flow.execution;
  const attempt = async (retryCount: number): Promise<Outcome> => {
    const results =
      state.mode === 'INLINE' ? await runInline(visit, retryCount, runBlock) : await runDistributed(visit, retryCount);
    const result = withinQuota(results, name);
    history.add(flow.line, 'MapStateSucceeded');
    const { Assign, Output, Next } = state;
    const bindings = bindingsOf(visit, { result: result.value, retryCount });
    return await endingOf(visit, { Assign, Output, next: Next, otherwise: result }, bindings);
  };
  return withHandlers(visit, attempt, () => history.add(flow.line, 'MapStateFailed'));
}
