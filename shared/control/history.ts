import * as z from 'zod';
import { type PlanName, RunbookName, RunId } from '../contracts/fields.ts';
import type { PastRun } from '../domain/recovery/past-run.ts';
import { LedgerUnavailable } from '../errors.ts';
import { parseStored } from '../ledger/stored-text.ts';
import type { LockHolder } from './control.ts';
import { type ControlTable, updateItem } from './control-table.ts';
import { lockKey } from './lock.ts';
import { readItem } from './read-items.ts';

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
const PastRunsText = z.array(PastRunText);

/** How often another attempt of the same run may be first. */
const attempts = 5;

export const readPastRuns = async (table: ControlTable, plan: PlanName): Promise<readonly PastRun[]> =>
  runsOf(plan, await read(table, plan));

type Found = Readonly<{ text: string | undefined; heldBy: string | undefined }>;

const runsOf = (plan: PlanName, { text }: Found): PastRun[] =>
  text === undefined ? [] : parseStored(PastRunsText, text, lockKey(plan));

/** Only the holder of a lock may write here, which one conditional write can see to only where the lock itself stands. */
async function read(table: ControlTable, plan: PlanName): Promise<Found> {
  const item = await readItem(table, lockKey(plan));
  return { text: item?.history?.S, heldBy: item?.runId?.S };
}

export async function remember(
  table: ControlTable,
  plan: PlanName,
  { holder, past }: { holder: LockHolder; past: PastRun },
): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const found = await read(table, plan);
    const runs = runsOf(plan, found);
    if (found.heldBy !== holder.runId || runs.some(({ runId }) => runId === past.runId)) return;
    if (await updateItem(table, lockKey(plan), replace(holder, found, [past, ...runs].slice(0, kept)))) return;
  }
  throw new LedgerUnavailable('The history was never the same for two looks.', { plan, attempts });
}

/** As of the text that was read: what came in between is not overwritten. */
const replace = (holder: LockHolder, { text }: Found, runs: readonly PastRun[]) => ({
  UpdateExpression: 'SET history = :after',
  ConditionExpression: `runId = :runId AND ${text ? 'history = :before' : 'attribute_not_exists(history)'}`,
  ExpressionAttributeValues: {
    ':runId': { S: holder.runId },
    ':after': { S: JSON.stringify(runs) },
    ...(text && { ':before': { S: text } }),
  },
});
