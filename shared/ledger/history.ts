import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { type PlanName, RunbookName, RunId } from '../contracts/fields.ts';
import { LedgerUnavailable } from '../errors.ts';
import type { LockHolder, PastRun } from './control.ts';
import { type ControlTable, readItem, updateItem } from './control-table.ts';
import { lockKey } from './lock.ts';
import { parseStored } from './stored-text.ts';

/** More than a year of monthly rehearsals, and the item stays small: it is read before every call. */
const kept = 20;

const PastRunText = z
  .object({
    runId: RunId,
    runbook: RunbookName,
    at: z.string(),
    recoveryTimeSeconds: z.number().optional(),
    dataLossSeconds: z.number().optional(),
  })
  .transform(
    ({ recoveryTimeSeconds, dataLossSeconds, ...run }): PastRun => ({ ...run, recoveryTimeSeconds, dataLossSeconds }),
  );

/** Only the holder of a lock may write here, which one write can see to only where the lock itself stands. */
const readList = async (table: ControlTable, plan: PlanName): Promise<AttributeValue[] | undefined> =>
  (await readItem(table, lockKey(plan)))?.history?.L;

const runsOf = (plan: PlanName, list: readonly AttributeValue[]): PastRun[] =>
  list.map(({ S = '' }) => parseStored(PastRunText, S, lockKey(plan)));

export const readHistory = async (table: ControlTable, plan: PlanName): Promise<readonly PastRun[]> =>
  runsOf(plan, (await readList(table, plan)) ?? []);

/** How often another attempt of the same run may be first. */
const attempts = 5;

/** As of the list that was read: what came in between is not overwritten. */
const replace = (holder: LockHolder, before: AttributeValue[] | undefined, after: AttributeValue[]) => ({
  UpdateExpression: 'SET history = :after',
  ConditionExpression: `runId = :runId AND ${before ? 'history = :before' : 'attribute_not_exists(history)'}`,
  ExpressionAttributeValues: {
    ':runId': { S: holder.runId },
    ':after': { L: after },
    ...(before && { ':before': { L: before } }),
  },
});

const isHeldBy = async (table: ControlTable, plan: PlanName, { runId }: LockHolder): Promise<boolean> =>
  (await readItem(table, lockKey(plan)))?.runId?.S === runId;

export const remember = async (
  table: ControlTable,
  plan: PlanName,
  { holder, past }: { holder: LockHolder; past: PastRun },
): Promise<void> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const before = await readList(table, plan);
    if (runsOf(plan, before ?? []).some(({ runId }) => runId === past.runId)) return;
    const after = [{ S: JSON.stringify(past) }, ...(before ?? [])].slice(0, kept);
    if (await updateItem(table, lockKey(plan), replace(holder, before, after))) return;
    if (!(await isHeldBy(table, plan, holder))) return;
  }
  throw new LedgerUnavailable('The history was never the same for two looks.', { plan, attempts });
};
