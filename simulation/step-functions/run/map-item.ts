import type { MapState } from '../definition/states.ts';
import { type Document, documentOf, type Json, type JsonObject } from '../json.ts';
import { evaluate } from '../jsonata/evaluate.ts';
import { withinQuota } from '../quota.ts';
import { bindingsOf } from './bindings.ts';
import type { Visit } from './flow.ts';
import type { MapSettings } from './map.ts';

export const mapContextOf = (index: number, value: Json): JsonObject => ({ Item: { Index: index, Value: value } });

/** What one iteration starts with: the item, or what ItemSelector makes of it. */
export const inputOfItem = async (visit: Visit<MapState>, settings: MapSettings, index: number): Promise<Document> => {
  const value = settings.items[index] ?? null;
  const { ItemSelector } = visit.state;
  if (ItemSelector === undefined) return documentOf(value);
  const circumstances = { retryCount: settings.retryCount, mapContext: mapContextOf(index, value) };
  return withinQuota(await evaluate(ItemSelector, 'ItemSelector', bindingsOf(visit, circumstances)), visit.name);
};
