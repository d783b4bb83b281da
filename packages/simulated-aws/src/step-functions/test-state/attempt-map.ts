import { notSimulated } from '../../call.ts';
import type { MapState } from '../definition/states.ts';
import { thresholdExceeded } from '../failure.ts';
import { type Document, documentOf } from '../json.ts';
import type { MapItem, MapSettings } from '../run/execution.ts';
import type { Outcome, Visit } from '../run/flow.ts';
import { batched } from '../run/map-batches.ts';
import { inputOfItem } from '../run/map-item.ts';
import { itemsIn } from '../run/map-parse.ts';
import { exceedsTolerance } from '../run/map-run.ts';
import { settingsOf } from '../run/map-settings.ts';
import { endOf } from './end-of.ts';
import { invalid } from './invalid.ts';
import { type Mock, resultOf } from './mock.ts';
import type { Trial } from './trial.ts';

type Tried = Readonly<{ visit: Visit<MapState>; trial: Trial; settings: MapSettings }>;

export async function attemptMap(visit: Visit<MapState>, trial: Trial, mock: Mock): Promise<Outcome> {
  const { retryCount, configuration } = trial;
  const settings = await settingsOf(visit, retryCount);
  const tried: Tried = { visit, trial, settings };
  inspectLimits(tried);
  const items = itemsOf(tried);
  await inspect(tried, items);
  const failed = configuration.mapIterationFailureCount ?? 0;
  if (failed > items.length)
    throw invalid('Map iteration failure count must be less than or equal to the number of Map iterations');
  if (isLimited(settings) && exceedsTolerance(settings.limits, { failed, total: items.length }))
    throw thresholdExceeded();
  return await endOf(visit, resultOf(mock), retryCount);
}

function inspectLimits({ trial: { data }, settings: { limits } }: Tried): void {
  const { maxConcurrency, toleratedFailureCount, toleratedFailurePercentage } = limits;
  data.maxConcurrency = maxConcurrency;
  if (toleratedFailureCount !== undefined) data.toleratedFailureCount = toleratedFailureCount;
  if (toleratedFailurePercentage !== undefined) data.toleratedFailurePercentage = toleratedFailurePercentage;
}

/** Those of the state, or what the ItemReader would have read, which the request holds. */
function itemsOf({ visit, trial, settings }: Tried): readonly MapItem[] {
  const { ItemReader: reader } = visit.state;
  const { mapItemReaderData } = trial.configuration;
  if (reader === undefined) return settings.items ?? [];
  if (!reader.Resource.endsWith(':getObject')) throw notSimulated('states:TestState with data of listObjectsV2');
  if (mapItemReaderData === undefined)
    throw invalid('mapItemReaderData must be specified for a state with an ItemReader');
  return itemsIn(mapItemReaderData, reader.ReaderConfig);
}

async function inspect({ visit, trial, settings }: Tried, items: readonly MapItem[]): Promise<void> {
  const { data, retryCount } = trial;
  const { ItemSelector, ItemBatcher, ItemReader } = visit.state;
  if (ItemReader?.ReaderConfig.ItemsPointer !== undefined)
    data.afterItemsPointer = documentOf(items.map(({ value }) => value)).text;
  const inputs: Document[] = [];
  for (const [index, item] of items.entries()) inputs.push(await inputOfItem(visit, item, { index, retryCount }));
  if (ItemSelector !== undefined) data.afterItemSelector = textOf(inputs);
  if (ItemBatcher === undefined) return;
  const batches = await batched(visit, inputs, settings.retryCount);
  data.afterItemBatcher = textOf(batches.map(({ input }) => input));
}

const textOf = (documents: readonly Document[]): string => documentOf(documents.map(({ value }) => value)).text;

/** A mocked result stands for iterations that the state would have tolerated, unless it says how many it does. */
const isLimited = ({ limits: { toleratedFailureCount, toleratedFailurePercentage } }: MapSettings): boolean =>
  toleratedFailureCount !== undefined || toleratedFailurePercentage !== undefined;
