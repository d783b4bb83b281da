import type { PlanName } from '../../shared/contracts/fields.ts';
import type { Nothing, RunRef } from '../../shared/contracts/run.ts';
import { holdDownAfter } from '../../shared/domain/hold-down.ts';
import type { LedgerOf } from '../../shared/ledger/connect-tables.ts';
import type { Control } from '../../shared/ledger/control.ts';
import { summarise } from '../../shared/ledger/summarise.ts';
import type { Plans } from '../../shared/plans/find.ts';
import { firstOf } from '../../shared/report/run-facts.ts';

export type CloseRunDependencies = Readonly<{ plans: Plans; ledgerOf: LedgerOf; control: Control }>;

/** A run that died between taking a lock and saying so may hold the lock of any plan. */
const plansToRelease = (plans: Plans, opened: { plan: PlanName } | undefined): PlanName[] =>
  opened ? [opened.plan] : Object.values(plans).map(({ plan }) => plan);

/** Lets go what this run holds, lets the plan rest if it acted, and ends the ledger. A lock that has passed on is left alone. */
export const closeRun = async ({ runId }: RunRef, dependencies: CloseRunDependencies): Promise<Nothing> => {
  const { plans, ledgerOf, control } = dependencies;
  const ledger = ledgerOf(runId);
  const entries = await ledger.read();
  if (firstOf(entries, 'runClosed')) return {};
  const { opened } = summarise(entries);
  const holdDownUntil = holdDownAfter(entries, opened && plans[opened.plan]);
  const holder = { runId, executionArn: opened?.executionArn ?? '' };
  await Promise.all(plansToRelease(plans, opened).map((plan) => control.release(plan, holder, holdDownUntil)));
  await ledger.append('run', { type: 'runClosed', holdDownUntil });
  return {};
};
