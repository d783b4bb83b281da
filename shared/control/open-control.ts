import type { PlanName, RunId } from '../contracts/fields.ts';
import { orUnavailable } from '../ledger/unavailable.ts';
import type { Control } from './control.ts';
import type { ControlTable } from './control-table.ts';
import { readPastRuns, remember } from './history.ts';
import { acquire, release, reopen } from './lock.ts';
import { keepPromotion, readPromotions } from './promotions.ts';
import { readHold, readStanding } from './read-standing.ts';
import { keepWatch, readWatch, takeWatch } from './watch.ts';

export function openControl(table: ControlTable): Control {
  const guarded = <T>(operation: string, call: Promise<T>) => orUnavailable({ table: table.table, operation }, call);
  return {
    acquire: (plan, holder) => guarded('acquire', acquire(table, plan, holder)),
    release: (plan, holder, ending) => guarded('release', release(table, plan, { holder, ending })),
    reopen: (plan, holder, epoch) => guarded('reopen', reopen(table, plan, { holder, epoch })),
    standing: (plan) => guarded('standing', readStanding(table, plan)),
    objection: (plan, runId, epoch) => guarded('objection', objection(table, plan, { runId, epoch })),
    watch: (plan, watcher) => guarded('watch', takeWatch(table, plan, watcher)),
    keepWatch: (plan, watcher, kept) => guarded('keepWatch', keepWatch(table, plan, { watcher, ...kept })),
    keptWatch: (plan) => guarded('keptWatch', readWatch(table, plan)),
    history: (plan) => guarded('history', readPastRuns(table, plan)),
    remember: (plan, holder, past) => guarded('remember', remember(table, plan, { holder, past })),
    keepPromotion: (resourceId, order) => guarded('keepPromotion', keepPromotion(table, resourceId, order)),
    promotions: (resourceId) => guarded('promotions', readPromotions(table, resourceId)),
  };
}

async function objection(
  table: ControlTable,
  plan: PlanName,
  { runId, epoch }: { runId: RunId; epoch: number },
): Promise<string | undefined> {
  const { lock, killSwitch: reason } = await readHold(table, plan);
  if (reason !== undefined) return `the kill switch is set: ${reason}`;
  if (lock.runId === runId && lock.epoch === epoch) return undefined;
  return `the lock of ${plan} has passed on to ${lock.runId ?? 'nobody'}, epoch ${lock.epoch}`;
}
