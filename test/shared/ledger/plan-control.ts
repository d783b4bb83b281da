import { afterAll, beforeAll, beforeEach } from 'vitest';
import { PlanName, RunId } from '../../../shared/contracts/fields.ts';
import type { Control, LockAttempt, LockHolder } from '../../../shared/control/control.ts';
import { openControl } from '../../../shared/control/open-control.ts';
import { startTables, tables } from './tables.ts';

type Database = Awaited<ReturnType<typeof startTables>>;

/** A control table for the tests of a file, and a plan that no other test of it has. */
export const usePlanControl = () => {
  const used: { database?: Database; count: number } = { count: 0 };
  beforeAll(async () => {
    used.database = await startTables();
  });
  afterAll(() => used.database?.stop());
  beforeEach(() => {
    used.count += 1;
  });
  const client = (): Database['client'] => {
    if (used.database === undefined) throw new Error('the tables have not been started');
    return used.database.client;
  };
  return {
    client,
    control: (table: string = tables.control): Control => openControl({ client: client(), table }),
    plan: (): PlanName => PlanName.parse(`plan-${used.count}`),
  };
};

export const holder = (name: string): LockHolder => ({ runId: RunId.parse(name), executionArn: `arn:${name}` });

const nothingLeft = { holdDownUntil: undefined, lastRun: undefined } as const;

/** As OpenRun takes a lock from a run that has died: let go in its name, then taken. */
export const takeOver = async (
  control: Pick<Control, 'release' | 'acquire'>,
  plan: PlanName,
  { next, dead }: { next: LockHolder; dead: LockHolder },
): Promise<LockAttempt> => {
  await control.release(plan, dead, nothingLeft);
  return await control.acquire(plan, next);
};
