import type { SignalReading } from '../../shared/contracts/detection/signal-reading.ts';
import type { ConfirmStageInput, ConfirmStageOutput } from '../../shared/contracts/recovery/confirm-stage.ts';
import { DecisionEvidence } from '../../shared/contracts/recovery/decision-evidence.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import { doubtIn } from '../../shared/domain/recovery/clearance.ts';
import {
  type Confirmation,
  confirmUnasked,
  judgeConfirmation,
  staleAssessment,
} from '../../shared/domain/recovery/judge-confirmation.ts';
import { cannotStop } from '../../shared/domain/recovery/takeover.ts';
import type { Plans } from '../../shared/plans/find.ts';
import { type FoundRun, findRun } from '../../shared/plans/find-run.ts';
import type { ReadSignals } from '../../shared/signals/read-signals.ts';

export type ConfirmStageDependencies = Readonly<{
  plans: Plans;
  ledgerOf: LedgerOf;
  readSignals: ReadSignals;
  now: () => string;
}>;

/**
 * Whether a stage that closes or takes over may begin, by the signals as they are now and by how old the assessment is; written down. Run twice it reads them anew,
 * but a doubt stays one until the run has been decided on again.
 */
export async function confirmStage(
  { runId, stage }: ConfirmStageInput,
  { plans, ledgerOf, readSignals, now }: ConfirmStageDependencies,
): Promise<ConfirmStageOutput> {
  const ledger = ledgerOf(runId);
  const entries = await ledger.read();
  if (doubtIn(entries) !== undefined) return { verdict: 'doubt' };
  const found = findRun(plans, entries);
  const { runbook, run } = found;
  const unasked = confirmUnasked({
    cannotStop: cannotStop(runbook, run),
    runbookKind: runbook.kind,
    decidedBy: run.weighed?.code,
  });
  const { confirmation: said, signals } =
    unasked === undefined ? await bySignals(found, readSignals) : { confirmation: unasked, signals: [] };
  const isOnward = said.verdict === 'go' && said.code !== 'onward';
  const confirmation = (isOnward ? staleAssessment(entries, now()) : undefined) ?? said;
  await ledger.append('run', { type: 'stageConfirmed', stage, ...confirmation, signals: [...signals] });
  return { verdict: confirmation.verdict };
}

type Confirmed = Readonly<{ confirmation: Confirmation; signals: readonly SignalReading[] }>;

async function bySignals(found: FoundRun, readSignals: ReadSignals): Promise<Confirmed> {
  const { opened, plan, runbook, run } = found;
  const signals = await readSignals(plan);
  const { weighed } = run;
  const before = DecisionEvidence.safeParse(weighed?.evidence).data?.signals ?? [];
  const asDecided = { code: weighed?.code, signals: before };
  return {
    confirmation: judgeConfirmation({ opened, plan, runbookKind: runbook.kind, decided: asDecided, signals }),
    signals,
  };
}
