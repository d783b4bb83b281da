import * as z from 'zod';
import { type DbResourceId, Instant, PlanName, RunId, StepId } from '../contracts/fields.ts';
import { LedgerUnavailable } from '../errors.ts';
import { parseStored } from '../ledger/stored-text.ts';
import type { OrderedPromotion } from './control.ts';
import { type ControlTable, updateItem } from './control-table.ts';
import { readItem } from './read-items.ts';

/** A database is promoted once; the rest are runs that were refused. */
const kept = 20;
const attempts = 5;

const OrdersText = z.array(z.object({ plan: PlanName, runId: RunId, stepId: StepId, at: Instant }));

export const readPromotions = async (table: ControlTable, resourceId: DbResourceId): Promise<OrderedPromotion[]> =>
  ordersIn(resourceId, await readText(table, resourceId));

const ordersIn = (resourceId: DbResourceId, text: string | undefined): OrderedPromotion[] =>
  text === undefined ? [] : parseStored(OrdersText, text, keyOf(resourceId));

const keyOf = (resourceId: DbResourceId): string => `promotion#${resourceId}`;

const readText = async (table: ControlTable, resourceId: DbResourceId): Promise<string | undefined> =>
  (await readItem(table, keyOf(resourceId)))?.orders?.S;

export async function keepPromotion(
  table: ControlTable,
  resourceId: DbResourceId,
  order: OrderedPromotion,
): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const text = await readText(table, resourceId);
    const orders = ordersIn(resourceId, text);
    if (orders.some(({ runId, stepId }) => runId === order.runId && stepId === order.stepId)) return;
    if (await updateItem(table, keyOf(resourceId), replace(text, [order, ...orders].slice(0, kept)))) return;
  }
  throw new LedgerUnavailable('The orders of a promotion were never the same for two looks.', { resourceId, attempts });
}

/** As of the text that was read: what came in between is not overwritten. */
const replace = (before: string | undefined, after: readonly OrderedPromotion[]) => ({
  UpdateExpression: 'SET orders = :after',
  ConditionExpression: before === undefined ? 'attribute_not_exists(orders)' : 'orders = :before',
  ExpressionAttributeValues: {
    ':after': { S: JSON.stringify(after) },
    ...(before !== undefined && { ':before': { S: before } }),
  },
});
