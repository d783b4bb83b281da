import type { PlanName, RunId } from '../contracts/fields.ts';
import { LedgerUnavailable } from '../errors.ts';
import type { Control, LockAttempt, LockHolder } from './control.ts';
import { type ControlTable, lockOf, readItem, updateItem } from './control-table.ts';
import { orUnavailable } from './unavailable.ts';

const lockKey = (plan: PlanName) => `lock#${plan}`;

/** How often the lock may be let go between our attempt and our look at who holds it. */
const attempts = 5;

const acquireBy = (holder: LockHolder, takeOver: LockHolder | undefined) => ({
  UpdateExpression: 'SET runId = :runId, executionArn = :executionArn ADD epoch :one',
  ConditionExpression: takeOver ? 'attribute_not_exists(runId) OR runId = :ended' : 'attribute_not_exists(runId)',
  ExpressionAttributeValues: {
    ':runId': { S: holder.runId },
    ':executionArn': { S: holder.executionArn },
    ':one': { N: '1' },
    ...(takeOver && { ':ended': { S: takeOver.runId } }),
  },
});

const acquire = async (
  table: ControlTable,
  plan: PlanName,
  { holder, takeOver }: { holder: LockHolder; takeOver: LockHolder | undefined },
): Promise<LockAttempt> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const taken = await updateItem(table, lockKey(plan), acquireBy(holder, takeOver));
    if (taken) return { kind: 'acquired', epoch: lockOf(taken).epoch };
    const { runId, executionArn, epoch } = lockOf(await readItem(table, lockKey(plan)));
    if (runId === holder.runId) return { kind: 'acquired', epoch };
    if (runId !== undefined) return { kind: 'held', by: { runId, executionArn: executionArn ?? '' }, epoch };
  }
  throw new LedgerUnavailable('The lock was never the same for two looks.', { plan, attempts });
};

/** A hold-down that stands stays when the run that ends sets none. A lock that has passed on is left alone. */
const release = async (
  table: ControlTable,
  plan: PlanName,
  { holder, holdDownUntil }: { holder: LockHolder; holdDownUntil: string | undefined },
): Promise<void> => {
  await updateItem(table, lockKey(plan), {
    UpdateExpression: `REMOVE runId, executionArn${holdDownUntil ? ' SET holdDownUntil = :until' : ''}`,
    ConditionExpression: 'runId = :runId',
    ExpressionAttributeValues: {
      ':runId': { S: holder.runId },
      ...(holdDownUntil && { ':until': { S: holdDownUntil } }),
    },
  });
};

const killSwitch = async (table: ControlTable, plan: PlanName): Promise<string | undefined> => {
  const set = await Promise.all([`killSwitch#${plan}`, 'killSwitch#*'].map((key) => readItem(table, key)));
  return set.flatMap((item) => (item ? [item.reason?.S ?? 'no reason was given'] : []))[0];
};

const objection = async (
  table: ControlTable,
  plan: PlanName,
  { runId, epoch }: { runId: RunId; epoch: number },
): Promise<string | undefined> => {
  const [item, reason] = await Promise.all([readItem(table, lockKey(plan)), killSwitch(table, plan)]);
  const lock = lockOf(item);
  if (reason !== undefined) return `the kill switch is set: ${reason}`;
  if (lock.runId === runId && lock.epoch === epoch) return undefined;
  return `the lock of ${plan} has passed on to ${lock.runId ?? 'nobody'}, epoch ${lock.epoch}`;
};

export const openControl = (table: ControlTable): Control => {
  const guarded = <T>(operation: string, call: Promise<T>) => orUnavailable({ table: table.table, operation }, call);
  return {
    acquire: (plan, holder, takeOver) => guarded('acquire', acquire(table, plan, { holder, takeOver })),
    release: (plan, holder, holdDownUntil) => guarded('release', release(table, plan, { holder, holdDownUntil })),
    holdDownUntil: async (plan) => lockOf(await guarded('holdDownUntil', readItem(table, lockKey(plan)))).holdDownUntil,
    objection: (plan, runId, epoch) => guarded('objection', objection(table, plan, { runId, epoch })),
    killSwitch: (plan) => guarded('killSwitch', killSwitch(table, plan)),
  };
};
