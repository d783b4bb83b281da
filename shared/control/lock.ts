import * as z from 'zod';
import type { PlanName } from '../contracts/fields.ts';
import { RunId } from '../contracts/fields.ts';
import type { LastRun } from '../domain/detection/standing.ts';
import { LedgerUnavailable } from '../errors.ts';
import { parseStored } from '../ledger/stored-text.ts';
import type { LockAttempt, LockHolder, RunEnding } from './control.ts';
import { type ControlTable, textsOf, updateItem } from './control-table.ts';
import { type Item, readItem } from './read-items.ts';

const Stored = z.object({
  epoch: z.coerce.number().int().default(0),
  runId: RunId.optional(),
  executionArn: z.string().optional(),
  holdDownUntil: z.string().optional(),
  lastRun: z.string().optional(),
});

const LastRunText = z.object({
  runId: RunId,
  ended: z.enum(['changed', 'declined', 'unchanged']),
  at: z.string(),
});

/** How often the lock may be let go between our attempt and our look at who holds it. */
const attempts = 5;

export const lockKey = (plan: PlanName) => `lock#${plan}`;

export type Lock = Readonly<Omit<z.output<typeof Stored>, 'lastRun'> & { lastRun?: LastRun | undefined }>;

export function lockOf(item: Item | undefined): Lock {
  const parsed = Stored.safeParse(textsOf(item ?? {}));
  const key = item?.key?.S ?? '';
  if (!parsed.success) throw new LedgerUnavailable('The lock of the plan is not a lock.', { key });
  const { lastRun, ...lock } = parsed.data;
  return lastRun === undefined ? lock : { ...lock, lastRun: parseStored(LastRunText, lastRun, key) };
}

export const readLock = async (table: ControlTable, plan: PlanName): Promise<Lock> =>
  lockOf(await readItem(table, lockKey(plan)));

export async function acquire(table: ControlTable, plan: PlanName, holder: LockHolder): Promise<LockAttempt> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const taken = await updateItem(table, lockKey(plan), acquireBy(holder));
    if (taken) return { kind: 'acquired', epoch: lockOf(taken).epoch };
    const { runId, executionArn, epoch } = await readLock(table, plan);
    if (runId === holder.runId) return { kind: 'acquired', epoch };
    if (runId !== undefined) return { kind: 'held', by: { runId, executionArn: executionArn ?? '' }, epoch };
  }
  throw new LedgerUnavailable('The lock was never the same for two looks.', { plan, attempts });
}

const acquireBy = (holder: LockHolder) => ({
  UpdateExpression: 'SET runId = :runId, executionArn = :executionArn ADD epoch :one',
  ConditionExpression: 'attribute_not_exists(runId)',
  ExpressionAttributeValues: {
    ':runId': { S: holder.runId },
    ':executionArn': { S: holder.executionArn },
    ':one': { N: '1' },
  },
});

/** Nobody has held the lock since this run let it go: then its epoch is the last one, and may be used again. */
export async function reopen(
  table: ControlTable,
  plan: PlanName,
  { holder, epoch }: { holder: LockHolder; epoch: number },
): Promise<string | undefined> {
  const taken = await updateItem(table, lockKey(plan), {
    UpdateExpression: 'SET runId = :runId, executionArn = :executionArn',
    ConditionExpression: 'epoch = :epoch AND (attribute_not_exists(runId) OR runId = :runId)',
    ExpressionAttributeValues: {
      ':runId': { S: holder.runId },
      ':executionArn': { S: holder.executionArn },
      ':epoch': { N: String(epoch) },
    },
  });
  if (taken) return undefined;
  const { runId, epoch: now } = await readLock(table, plan);
  return `another run has come since: the lock of ${plan} is with ${runId ?? 'nobody'}, epoch ${now}`;
}

/**
 * A hold-down that stands stays when the run that ends sets none, and so does the last run. A lock that has passed on is left
 * alone, with all that stands in it.
 */
export async function release(
  table: ControlTable,
  plan: PlanName,
  { holder, ending: { holdDownUntil, lastRun } }: { holder: LockHolder; ending: RunEnding },
): Promise<void> {
  const sets = [...(holdDownUntil ? ['holdDownUntil = :until'] : []), ...(lastRun ? ['lastRun = :lastRun'] : [])];
  await updateItem(table, lockKey(plan), {
    UpdateExpression: `REMOVE runId, executionArn${sets.length > 0 ? ` SET ${sets.join(', ')}` : ''}`,
    ConditionExpression: 'runId = :runId',
    ExpressionAttributeValues: {
      ':runId': { S: holder.runId },
      ...(holdDownUntil && { ':until': { S: holdDownUntil } }),
      ...(lastRun && { ':lastRun': { S: JSON.stringify(lastRun) } }),
    },
  });
}
