import type { PlanName } from '../../shared/contracts/fields.ts';
import type { RecoveryRecord } from '../../shared/contracts/recovery/recovery-record.ts';
import type { Nothing, RunRef } from '../../shared/contracts/recovery/run.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import type { Control } from '../../shared/control/control.ts';
import { standing } from '../../shared/domain/recovery/closing.ts';
import type { PastRun } from '../../shared/domain/recovery/past-run.ts';
import { endOf, holdDownAfter, lastRunOf, lastWord } from '../../shared/domain/recovery/run-ending.ts';
import { summarise } from '../../shared/domain/recovery/summarise.ts';
import type { Plans } from '../../shared/plans/find.ts';
import type { BuildRunRecord } from '../../shared/report/recovery/run-record.ts';

export type CloseRunDependencies = Readonly<{
  plans: Plans;
  ledgerOf: LedgerOf;
  control: Control;
  buildRecord: BuildRunRecord;
}>;

/**
 * Lets go what this run holds, keeps what it measured for those who are asked next time, lets the plan rest if it acted, and ends
 * the ledger. A lock that has passed on is left alone.
 */
export async function closeRun({ runId }: RunRef, dependencies: CloseRunDependencies): Promise<Nothing> {
  const { plans, ledgerOf, control, buildRecord } = dependencies;
  const ledger = ledgerOf(runId);
  const entries = await ledger.read();
  if (standing(entries, 'runClosed')) return {};
  const { opened } = summarise(entries);
  const holder = { runId, executionArn: opened?.executionArn ?? '' };
  const past = pastRunOf(buildRecord(runId, entries));
  if (opened && past) await control.remember(opened.plan, holder, past);
  const holdDownUntil = holdDownAfter(entries, opened && plans[opened.plan]);
  const lastRun = opened && lastWord(await control.standing(opened.plan), lastRunOf(entries, runId));
  const ending = { holdDownUntil, lastRun };
  await Promise.all(plansToRelease(plans, opened).map((plan) => control.release(plan, holder, ending)));
  await ledger.append('run', { type: 'runClosed', holdDownUntil });
  return {};
}

/** Only a run that was proven to have brought the service back measures anything. */
function pastRunOf({ runId, runbook, entries, recoveryTime, dataLoss }: RecoveryRecord): PastRun | undefined {
  if (runbook === undefined || recoveryTime.measuredSeconds === undefined) return undefined;
  return {
    runId,
    runbook,
    at: endOf(entries),
    recoveryTimeSeconds: recoveryTime.measuredSeconds,
    dataLossSeconds: dataLoss.measuredSeconds,
  };
}

/** A run that died between taking a lock and saying so may hold the lock of any plan. */
const plansToRelease = (plans: Plans, opened: { plan: PlanName } | undefined): PlanName[] =>
  opened ? [opened.plan] : Object.values(plans).map(({ plan }) => plan);
