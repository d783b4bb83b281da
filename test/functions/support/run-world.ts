import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type PlanName, RunId } from '../../../shared/contracts/fields.ts';
import type { Fact, LedgerEntry, Stream } from '../../../shared/contracts/ledger-entry.ts';
import type { Control } from '../../../shared/control/control.ts';
import { openDebts } from '../../../shared/control/debts.ts';
import { openControl } from '../../../shared/control/open-control.ts';
import { openVerified } from '../../../shared/control/verified.ts';
import type { Ledger } from '../../../shared/ledger/ledger.ts';
import { openLedger } from '../../../shared/ledger/open-ledger.ts';
import type { Notice } from '../../../shared/notices/notice.ts';
import { startTables, tables } from '../../shared/ledger/tables.ts';

/** What a function is that is killed: everything after it does not happen. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

type Moment = 'before' | 'after';

/** Kills the caller at its n-th call from now, before or after the call has had its effect. The dead make no more calls. */
const createKiller = () => {
  let nth = Number.POSITIVE_INFINITY;
  let moment: Moment = 'before';
  let calls = 0;
  let isDead = false;
  const strike = (): never => {
    isDead = true;
    throw new Killed();
  };
  const guard = async <T>(call: () => Promise<T>): Promise<T> => {
    calls += 1;
    const isMine = calls === nth;
    if (isDead || (isMine && moment === 'before')) strike();
    const result = await call();
    if (isMine) strike();
    return result;
  };
  const arm = (at: number, when: Moment) => {
    [nth, moment, calls, isDead] = [at, when, 0, false];
  };
  return { guard, arm, disarm: () => arm(Number.POSITIVE_INFINITY, 'before'), hasStruck: () => isDead };
};

/** The real ledger and lock against a real table, with a clock of the test's own and a hand that kills at any call. */
export const createRunWorld = async () => {
  const database = await startTables();
  const killer = createKiller();
  let second = 0;
  const now = () => new Date(Date.UTC(2026, 0, 5, 3, 0, second++)).toISOString();
  const raw = (runId: RunId) => openLedger({ client: database.client, table: tables.ledger, runId, now });
  const ledgerOf = (runId: RunId): Ledger => ({
    append: (stream, fact) => killer.guard(() => raw(runId).append(stream, fact)),
    read: (stream) => killer.guard(() => raw(runId).read(stream)),
  });
  const rawControl = openControl({ client: database.client, table: tables.control });
  const control: Control = {
    acquire: (...args) => killer.guard(() => rawControl.acquire(...args)),
    release: (...args) => killer.guard(() => rawControl.release(...args)),
    reopen: (...args) => killer.guard(() => rawControl.reopen(...args)),
    objection: (...args) => killer.guard(() => rawControl.objection(...args)),
    standing: (plan) => killer.guard(() => rawControl.standing(plan)),
    watch: (...args) => killer.guard(() => rawControl.watch(...args)),
    keepWatch: (...args) => killer.guard(() => rawControl.keepWatch(...args)),
    keptWatch: (plan) => killer.guard(() => rawControl.keptWatch(plan)),
    history: (plan) => killer.guard(() => rawControl.history(plan)),
    remember: (...args) => killer.guard(() => rawControl.remember(...args)),
    keepPromotion: (...args) => killer.guard(() => rawControl.keepPromotion(...args)),
    promotions: (resourceId) => killer.guard(() => rawControl.promotions(resourceId)),
  };
  const notices: Notice[] = [];
  const publish = (notice: Notice) =>
    killer.guard(async () => {
      notices.push(notice);
      return `message-${notices.length}`;
    });
  const tell = async (runId: RunId, told: readonly (readonly [Stream, Fact])[]) => {
    for (const [stream, fact] of told) await raw(runId).append(stream, fact);
  };
  const acknowledge = (plan: PlanName, runId: RunId) =>
    database.client.send(
      new PutItemCommand({
        TableName: tables.control,
        Item: {
          key: { S: `acknowledgement#${plan}` },
          runId: { S: runId },
          operator: { S: 'Ada' },
          reason: { S: 'I have seen it' },
        },
      }),
    );
  const entries = (runId: RunId): Promise<LedgerEntry[]> => raw(runId).read();
  const facts = async (runId: RunId, stream?: Stream): Promise<Fact[]> =>
    (await raw(runId).read(stream)).map(({ fact }) => fact);
  return {
    database,
    killer,
    now,
    ledgerOf,
    control,
    debts: openDebts({ client: database.client, table: tables.control }),
    verified: openVerified({ client: database.client, table: tables.control }),
    rawControl,
    notices,
    publish,
    tell,
    acknowledge,
    entries,
    facts,
    stop: database.stop,
  };
};
export type RunWorld = Awaited<ReturnType<typeof createRunWorld>>;

let runs = 0;
/** A run that no other test of the file has. */
export const nextRunId = (): RunId => {
  runs += 1;
  return RunId.parse(`run-${runs}`);
};

/** Every way in which a task of so many calls can be killed. */
export const killings = (calls: number): { nth: number; moment: Moment }[] =>
  Array.from({ length: calls }, (_, index) => index + 1).flatMap((nth) => [
    { nth, moment: 'before' as const },
    { nth, moment: 'after' as const },
  ]);
