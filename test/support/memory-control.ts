import type { PlanName, RunId } from '../../shared/contracts/fields.ts';
import { OperatorName, Reason } from '../../shared/contracts/said.ts';
import type {
  Control,
  LockAttempt,
  LockHolder,
  OrderedPromotion,
  StoredStanding,
  WatchAttempt,
  Watcher,
} from '../../shared/control/control.ts';
import type { LastRun, Watch } from '../../shared/domain/detection/standing.ts';
import type { PastRun } from '../../shared/domain/recovery/past-run.ts';
import { LedgerUnavailable } from '../../shared/errors.ts';

/** Makes one read or one conditional write, whole, when its turn comes. Whoever hands it in decides the order of all calls. */
export type Turn = <T>(act: () => T) => Promise<T>;

export const atOnce: Turn = async (act) => act();

type LockItem = Readonly<{
  epoch: number;
  holder?: LockHolder;
  holdDownUntil?: string;
  lastRun?: LastRun;
  history?: readonly PastRun[];
}>;
type WatchItem = Readonly<{ executionArn?: string; until?: string; watch?: Watch; seenAt?: string }>;
type Acknowledgement = Readonly<{ runId: RunId; operator: string; reason: string }>;

/** The items of the control table, by the keys that they have there. */
export type MemoryTable = Readonly<{
  locks: Map<string, LockItem>;
  watches: Map<string, WatchItem>;
  /** By plan, or `*`. */
  killSwitches: Map<string, string>;
  acknowledgements: Map<string, Acknowledgement>;
  /** By resource id. */
  promotions: Map<string, readonly OrderedPromotion[]>;
}>;

export const createMemoryTable = (): MemoryTable => ({
  locks: new Map(),
  watches: new Map(),
  killSwitches: new Map(),
  acknowledgements: new Map(),
  promotions: new Map(),
});

/** As often as the real one tries. */
const attempts = 5;
const pastRunsKept = 20;
const ordersKept = 20;
const untouched: LockItem = { epoch: 0 };

type Place = Readonly<{ table: MemoryTable; turn: Turn; plan: PlanName }>;

const readLock = ({ table, turn, plan }: Place): Promise<LockItem> => turn(() => table.locks.get(plan) ?? untouched);

const readKillSwitch = ({ table, turn, plan }: Place): Promise<string | undefined> =>
  turn(() => table.killSwitches.get(plan) ?? table.killSwitches.get('*'));

const acquire = async (place: Place, holder: LockHolder): Promise<LockAttempt> => {
  const { table, turn, plan } = place;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const taken = await turn(() => {
      const lock = table.locks.get(plan) ?? untouched;
      if (lock.holder !== undefined) return undefined;
      const after = { ...lock, holder, epoch: lock.epoch + 1 };
      table.locks.set(plan, after);
      return after;
    });
    if (taken) return { kind: 'acquired', epoch: taken.epoch };
    const { holder: by, epoch } = await readLock(place);
    if (by?.runId === holder.runId) return { kind: 'acquired', epoch };
    if (by !== undefined) return { kind: 'held', by, epoch };
  }
  throw new LedgerUnavailable('The lock was never the same for two looks.', { plan, attempts });
};

const releaseIn = ({ table, plan }: Place, ...[, holder, ending]: Parameters<Control['release']>): void => {
  const lock = table.locks.get(plan);
  if (lock?.holder?.runId !== holder.runId) return;
  const { holder: _released, ...free } = lock;
  const { holdDownUntil, lastRun } = ending;
  table.locks.set(plan, { ...free, ...(holdDownUntil && { holdDownUntil }), ...(lastRun && { lastRun }) });
};

const reopen = async (place: Place, holder: LockHolder, epoch: number): Promise<string | undefined> => {
  const { table, turn, plan } = place;
  const isTaken = await turn(() => {
    const lock = table.locks.get(plan);
    if (lock?.epoch !== epoch) return false;
    if (lock.holder !== undefined && lock.holder.runId !== holder.runId) return false;
    table.locks.set(plan, { ...lock, holder });
    return true;
  });
  if (isTaken) return undefined;
  const { holder: by, epoch: now } = await readLock(place);
  return `another run has come since: the lock of ${plan} is with ${by?.runId ?? 'nobody'}, epoch ${now}`;
};

const acknowledgedRun = ({ table, turn, plan }: Place): Promise<RunId | undefined> =>
  turn(() => {
    const found = table.acknowledgements.get(plan);
    const isWhole = OperatorName.safeParse(found?.operator).success && Reason.safeParse(found?.reason).success;
    return isWhole ? found?.runId : undefined;
  });

const standing = async (place: Place): Promise<StoredStanding> => {
  const [lock, killSwitch, acknowledged] = await Promise.all([
    readLock(place),
    readKillSwitch(place),
    acknowledgedRun(place),
  ]);
  const { holder, holdDownUntil, lastRun } = lock;
  return {
    ...(holder && { lock: holder }),
    ...(killSwitch !== undefined && { killSwitch }),
    ...(holdDownUntil && { holdDownUntil }),
    ...(lastRun && { lastRun }),
    ...(acknowledged !== undefined && acknowledged === lastRun?.runId && { acknowledged }),
  };
};

const objection = async (place: Place, runId: RunId, epoch: number): Promise<string | undefined> => {
  const [lock, reason] = await Promise.all([readLock(place), readKillSwitch(place)]);
  if (reason !== undefined) return `the kill switch is set: ${reason}`;
  if (lock.holder?.runId === runId && lock.epoch === epoch) return undefined;
  return `the lock of ${place.plan} has passed on to ${lock.holder?.runId ?? 'nobody'}, epoch ${lock.epoch}`;
};

const takeWatch = async ({ table, turn, plan }: Place, watcher: Watcher): Promise<WatchAttempt> => {
  const { executionArn, now, until } = watcher;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const taken = await turn(() => {
      const item = table.watches.get(plan) ?? {};
      const isFree = item.executionArn === undefined || item.executionArn === executionArn;
      if (!isFree && !(item.until !== undefined && item.until < now)) return undefined;
      table.watches.set(plan, { ...item, executionArn, until });
      return item;
    });
    if (taken) return { kind: 'watching', watch: taken.watch ?? {} };
    const by = await turn(() => table.watches.get(plan)?.executionArn);
    if (by !== undefined) return { kind: 'watched', by };
  }
  throw new LedgerUnavailable('The watch was never the same for two looks.', { plan, attempts });
};

const keepWatchIn = ({ table, plan }: Place, ...[, watcher, kept]: Parameters<Control['keepWatch']>): void => {
  const { executionArn, until, now: seenAt } = watcher;
  const { watch, isDone } = kept;
  if (table.watches.get(plan)?.executionArn !== executionArn) return;
  table.watches.set(plan, isDone ? { watch, seenAt } : { watch, seenAt, executionArn, until });
};

const rememberIn = ({ table, plan }: Place, holder: LockHolder, past: PastRun): void => {
  const lock = table.locks.get(plan);
  const history = lock?.history ?? [];
  if (lock?.holder?.runId !== holder.runId || history.some(({ runId }) => runId === past.runId)) return;
  table.locks.set(plan, { ...lock, history: [past, ...history].slice(0, pastRunsKept) });
};

const keepPromotionIn = ({ promotions }: MemoryTable, resourceId: string, order: OrderedPromotion): void => {
  const before = promotions.get(resourceId) ?? [];
  if (before.some(({ runId, stepId }) => runId === order.runId && stepId === order.stepId)) return;
  promotions.set(resourceId, [order, ...before].slice(0, ordersKept));
};

const keptWatchIn = ({ table, plan }: Place) => {
  const { watch = {}, seenAt } = table.watches.get(plan) ?? {};
  return { watch, seenAt };
};

/**
 * The control table in memory, with exactly the conditional writes and single reads of shared/ledger: every one is a turn of its own,
 * so that other executions may come in between. memory-control.test.ts holds it to the real one.
 */
export const createMemoryControl = (table: MemoryTable, turn: Turn): Control => {
  const at = (plan: PlanName): Place => ({ table, turn, plan });
  return {
    acquire: (plan, holder) => acquire(at(plan), holder),
    release: (plan, ...rest) => turn(() => releaseIn(at(plan), plan, ...rest)),
    reopen: (plan, ...rest) => reopen(at(plan), ...rest),
    standing: (plan) => standing(at(plan)),
    objection: (plan, runId, epoch) => objection(at(plan), runId, epoch),
    watch: (plan, watcher) => takeWatch(at(plan), watcher),
    keepWatch: (plan, ...rest) => turn(() => keepWatchIn(at(plan), plan, ...rest)),
    keptWatch: (plan) => turn(() => keptWatchIn(at(plan))),
    history: async (plan) => (await readLock(at(plan))).history ?? [],
    remember: (plan, holder, past) => turn(() => rememberIn(at(plan), holder, past)),
    keepPromotion: (resourceId, order) => turn(() => keepPromotionIn(table, resourceId, order)),
    promotions: (resourceId) => turn(() => table.promotions.get(resourceId) ?? []),
  };
};
