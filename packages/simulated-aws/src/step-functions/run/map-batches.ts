import type { ItemBatcher } from '../definition/map-fields.ts';
import type { MapState } from '../definition/states.ts';
import { StateFailure } from '../failure.ts';
import type { Document, Json } from '../json.ts';
import { evaluate } from '../jsonata/evaluate.ts';
import { bindingsOf } from './bindings.ts';
import type { Batch } from './execution.ts';
import type { Visit } from './flow.ts';
import { wholeNumberIn } from './map-settings.ts';

const largestBatchBytes = 262_144;

export type BatchRule = Readonly<{ maxItems: number; maxBytes: number; batchInput?: Json }>;

/**
 * As many items in their order as each batch may hold. An item that is too large for a batch of its own ends the run: with which
 * error AWS does not say, here it is States.DataLimitExceeded.
 */
export function batchesOf(items: readonly Document[], rule: BatchRule): Batch[] {
  const emptyBytes = Buffer.byteLength(envelope(rule, []).text);
  const batches: Document[][] = [];
  let bytes = 0;
  for (const item of items) {
    const size = Buffer.byteLength(item.text);
    if (emptyBytes + size > rule.maxBytes)
      throw new StateFailure('States.DataLimitExceeded', `An item of ${size} bytes exceeds the size of a batch.`);
    const open = batches.at(-1);
    if (open !== undefined && open.length < rule.maxItems && bytes + 1 + size <= rule.maxBytes) {
      open.push(item);
      bytes += 1 + size;
    } else {
      batches.push([item]);
      bytes = emptyBytes + size;
    }
  }
  return batches.map((batch) => ({ input: envelope(rule, batch), itemCount: batch.length }));
}

function envelope({ batchInput }: BatchRule, items: readonly Document[]): Document {
  const head = batchInput === undefined ? '' : `"BatchInput":${JSON.stringify(batchInput)},`;
  const Items = items.map(({ value }) => value);
  const value = batchInput === undefined ? { Items } : { BatchInput: batchInput, Items };
  return { value, text: `{${head}"Items":[${items.map(({ text }) => text).join(',')}]}` };
}

/** docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html */
export async function batched(
  visit: Visit<MapState>,
  inputs: readonly Document[],
  retryCount: number,
): Promise<Batch[]> {
  const { ItemBatcher: batcher } = visit.state;
  if (batcher === undefined) return inputs.map((input) => ({ input, itemCount: 1 }));
  return batchesOf(inputs, await ruleOf(visit, batcher, retryCount));
}

type Limit = 'MaxItemsPerBatch' | 'MaxInputBytesPerBatch';

async function ruleOf(visit: Visit<MapState>, batcher: ItemBatcher, retryCount: number): Promise<BatchRule> {
  const limitIn = async (name: Limit, otherwise: number): Promise<number> => {
    const template = batcher[name];
    if (template === undefined) return otherwise;
    return await wholeNumberIn(visit, { template, location: `ItemBatcher/${name}` }, retryCount);
  };
  const maxItems = await limitIn('MaxItemsPerBatch', Number.POSITIVE_INFINITY);
  const maxBytes = Math.min(await limitIn('MaxInputBytesPerBatch', largestBatchBytes), largestBatchBytes);
  const { BatchInput } = batcher;
  if (BatchInput === undefined) return { maxItems, maxBytes };
  const batchInput = await evaluate(BatchInput, 'ItemBatcher/BatchInput', bindingsOf(visit, { retryCount }));
  return { maxItems, maxBytes, batchInput };
}
