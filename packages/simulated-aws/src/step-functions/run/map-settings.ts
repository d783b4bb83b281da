import type { MapState } from '../definition/states.ts';
import { isList, isObject, type Json } from '../json.ts';
import { EvaluationProblem, evaluateAs, expected } from '../jsonata/evaluate.ts';
import type { Template } from '../jsonata/template.ts';
import { bindingsOf, type Circumstances } from './bindings.ts';
import type { MapItem, MapSettings } from './execution.ts';
import type { Visit } from './flow.ts';

/** Throws EvaluationProblem for anything but a whole number above 0. */
export async function wholeNumberIn(
  visit: Visit<MapState>,
  { template, location }: { template: Template; location: string },
  retryCount: number,
): Promise<number> {
  const value = await evaluateAs({ template, location }, expected.number, bindingsOf(visit, { retryCount }));
  if (Number.isInteger(value) && value > 0) return value;
  throw new EvaluationProblem(`The field '${location}' must be a positive integer but was: ${value}`, location);
}

type NumberField = 'MaxConcurrency' | 'ToleratedFailureCount' | 'ToleratedFailurePercentage';

export async function settingsOf(visit: Visit<MapState>, retryCount: number): Promise<MapSettings> {
  const bindings = bindingsOf(visit, { retryCount });
  const numberIn = async (location: NumberField): Promise<number | undefined> => {
    const template = visit.state[location];
    return template === undefined ? undefined : await evaluateAs({ template, location }, expected.number, bindings);
  };
  const items = visit.state.ItemReader === undefined ? await itemsOf(visit, { retryCount }) : undefined;
  const maxConcurrency = (await numberIn('MaxConcurrency')) ?? 0;
  const toleratedFailureCount = await numberIn('ToleratedFailureCount');
  const toleratedFailurePercentage = await numberIn('ToleratedFailurePercentage');
  return { items, limits: { maxConcurrency, toleratedFailureCount, toleratedFailurePercentage }, retryCount };
}

async function itemsOf(visit: Visit<MapState>, circumstances: Circumstances): Promise<readonly MapItem[]> {
  const { Items: template, mode } = visit.state;
  const bindings = bindingsOf(visit, circumstances);
  const isInline = mode === 'INLINE';
  if (template !== undefined) {
    const field = { template, location: 'Items' };
    if (isInline) return fromList(await evaluateAs(field, expected.array, bindings));
    return distributedItems(await evaluateAs(field, expected.collection, bindings)) ?? [];
  }
  const { value, text } = visit.input;
  const items = isInline ? isList(value) && fromList(value) : distributedItems(value);
  if (items) return items;
  throw new EvaluationProblem(`Map state input must be an array but was: ${text}`);
}

const fromList = (list: readonly Json[]): MapItem[] => list.map((value) => ({ value }));

/** A Distributed Map says where its items come from, and takes the members of an object, too. */
function distributedItems(value: Json): MapItem[] | undefined {
  const source = 'STATE_DATA';
  if (isList(value)) return value.map((one) => ({ value: one, source }));
  if (!isObject(value)) return undefined;
  return Object.entries(value).map(([key, one]) => ({ value: one, key, source }));
}

/** One attempt of a Map. AWS notes no length where the items are still to be read. */
export async function beginMap(visit: Visit<MapState>, retryCount: number): Promise<MapSettings> {
  const { execution, line } = visit.flow;
  const settings = await settingsOf(visit, retryCount);
  const length = settings.items?.length ?? 0;
  execution.history.add(line, 'MapStateStarted', { mapStateStartedEventDetails: { length } });
  return settings;
}
