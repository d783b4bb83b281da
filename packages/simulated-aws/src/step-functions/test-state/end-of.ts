import type { MapState, ParallelState } from '../definition/states.ts';
import type { Document } from '../json.ts';
import { bindingsOf } from '../run/bindings.ts';
import type { Outcome, Visit } from '../run/flow.ts';
import { endingOf } from '../run/outcome.ts';

/** What the state makes of the result of its branches or iterations. */
export function endOf(visit: Visit<MapState | ParallelState>, result: Document, retryCount: number): Promise<Outcome> {
  const { Assign, Output, Next } = visit.state;
  const bindings = bindingsOf(visit, { result: result.value, retryCount });
  return endingOf(visit, { Assign, Output, next: Next, otherwise: result }, bindings);
}
