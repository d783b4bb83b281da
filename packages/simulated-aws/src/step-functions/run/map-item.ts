import { defined } from '../../defined.ts';
import type { MapState } from '../definition/states.ts';
import type { Document, Json, JsonObject } from '../json.ts';
import { evaluate } from '../jsonata/evaluate.ts';
import { withinQuota } from '../quota.ts';
import { bindingsOf } from './bindings.ts';
import type { MapItem } from './execution.ts';
import type { Visit } from './flow.ts';

/** docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
export const mapContextOf = (index: number, { value, key, source }: MapItem): JsonObject => ({
  Item: {
    Index: index,
    Value: value,
    ...defined({ Key: key, Source: source }),
  },
});

type Place = Readonly<{ index: number; retryCount: number }>;

/** What one iteration starts with: the item, or what ItemSelector makes of it. */
export async function inputOfItem(visit: Visit<MapState>, item: MapItem, place: Place): Promise<Document> {
  const { ItemSelector } = visit.state;
  if (ItemSelector === undefined) return withinQuota(bareInputOf(item), visit.name);
  const circumstances = { retryCount: place.retryCount, mapContext: mapContextOf(place.index, item) };
  return withinQuota(await evaluate(ItemSelector, 'ItemSelector', bindingsOf(visit, circumstances)), visit.name);
}

const bareInputOf = ({ value, key }: MapItem): Json => (key === undefined ? value : { Key: key, Value: value });
