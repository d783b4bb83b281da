import type { MapState } from '../definition/states.ts';
import type { Json } from '../json.ts';
import { isList } from '../json.ts';
import { EvaluationProblem, evaluateAs, expected } from '../jsonata/evaluate.ts';
import { withinQuota } from '../quota.ts';
import { bindingsOf, type Circumstances } from './bindings.ts';
import type { Outcome, Visit } from './flow.ts';
import { withHandlers } from './handlers.ts';
import { runDistributed } from './map-distributed.ts';
import { runInline } from './map-inline.ts';
import { endingOf } from './outcome.ts';
import type { RunBlock } from './run-block.ts';

export type MapSettings = Readonly<{
  items: readonly Json[];
  /** 0 stands for as many as there may be. */
  maxConcurrency: number;
  toleratedFailures: number;
  toleratedFailureCount: number | undefined;
  toleratedFailurePercentage: number | undefined;
  retryCount: number;
}>;

type NumberField = 'MaxConcurrency' | 'ToleratedFailureCount' | 'ToleratedFailurePercentage';

const wholePercent = 100;

const itemsOf = async (visit: Visit<MapState>, circumstances: Circumstances): Promise<readonly Json[]> => {
  const { Items: template } = visit.state;
  const { value } = visit.input;
  if (template !== undefined)
    return await evaluateAs({ template, location: 'Items' }, expected.array, bindingsOf(visit, circumstances));
  if (isList(value)) return value;
  throw new EvaluationProblem(`Map state input must be an array but was: ${visit.input.text}`);
};

export const settingsOf = async (visit: Visit<MapState>, retryCount: number): Promise<MapSettings> => {
  const bindings = bindingsOf(visit, { retryCount });
  const numberIn = async (location: NumberField): Promise<number | undefined> => {
    const template = visit.state[location];
    return template === undefined ? undefined : await evaluateAs({ template, location }, expected.number, bindings);
  };
  const items = await itemsOf(visit, { retryCount });
  const maxConcurrency = (await numberIn('MaxConcurrency')) ?? 0;
  const count = await numberIn('ToleratedFailureCount');
  const percentage = await numberIn('ToleratedFailurePercentage');
  const byPercentage = percentage === undefined ? undefined : (percentage / wholePercent) * items.length;
  const toleratedFailures = Math.min(count ?? byPercentage ?? 0, byPercentage ?? count ?? 0);
  const tolerated = { toleratedFailureCount: count, toleratedFailurePercentage: percentage, toleratedFailures };
  return { items, maxConcurrency, ...tolerated, retryCount };
};

/**
 * docs.aws.amazon.com/step-functions/latest/dg/state-map.html. Inline iterations write into the history of the execution;
 * those of a Distributed Map are executions of their own. The tolerated failures count for Distributed Maps only. Not
 * modelled: ItemReader, ItemBatcher, ResultWriter, Express children. What AWS puts in the place of an item whose failure
 * was tolerated is not documented; here it is its Error and Cause.
 */
export const runMap = (visit: Visit<MapState>, runBlock: RunBlock): Promise<Outcome> => {
  const { flow, state, name } = visit;
  const { history } = flow.execution;
  const attempt = async (retryCount: number): Promise<Outcome> => {
    const settings = await settingsOf(visit, retryCount);
    history.add(flow.line, 'MapStateStarted', { mapStateStartedEventDetails: { length: settings.items.length } });
    const results =
      state.mode === 'INLINE' ? await runInline(visit, settings, runBlock) : await runDistributed(visit, settings);
    const result = withinQuota(results, name);
    history.add(flow.line, 'MapStateSucceeded');
    const { Assign, Output, Next } = state;
    const bindings = bindingsOf(visit, { result: result.value, retryCount });
    return await endingOf(visit, { Assign, Output, next: Next, otherwise: result }, bindings);
  };
  return withHandlers(visit, attempt, () => history.add(flow.line, 'MapStateFailed'));
};
