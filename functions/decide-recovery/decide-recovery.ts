import type { DecisionEvidence } from '../../shared/contracts/decision-evidence.ts';
import type { StepId } from '../../shared/contracts/fields.ts';
import type { Finding } from '../../shared/contracts/ledger-entry.ts';
import type { DeployedPlan, PlanStep, Runbook } from '../../shared/contracts/plan.ts';
import type { DecideRecoveryOutput, RunRef } from '../../shared/contracts/run.ts';
import { kindOf } from '../../shared/contracts/step-kind.ts';
import { decideRecovery as decide, type SignalReading } from '../../shared/domain/decide-recovery.ts';
import { isIrreversible } from '../../shared/domain/undo.ts';
import type { LedgerOf } from '../../shared/ledger/connect-tables.ts';
import { type FoundRun, findRun } from '../../shared/ledger/find-run.ts';
import type { Plans } from '../../shared/plans/find.ts';
import type { StepRun } from '../../shared/steps/step.ts';

export type DecideRecoveryDependencies = Readonly<{
  plans: Plans;
  ledgerOf: LedgerOf;
  readSignals: (signals: DeployedPlan['detection']['signals']) => Promise<SignalReading[]>;
  /** What a step says of itself before anything has been done; nothing for kinds that are not asked. */
  inspect: (step: PlanStep, run: StepRun) => Promise<Finding[]>;
  now: () => string;
}>;

type StepFinding = DecisionEvidence['findings'][number];

/** Entries of the ledger hold 400 KB; a runbook may have thousands of steps. */
const findingsKept = 200;

const gravity = { blocker: 0, warning: 1, info: 2 } as const;

const stepsOf = (runbook: Runbook): { stage: StepId; step: PlanStep }[] =>
  runbook.stages.flatMap(({ name, steps }) => steps.map((step) => ({ stage: name, step })));

const stepRun = (step: PlanStep, { runId }: RunRef, { found, now }: { found: FoundRun; now: string }): StepRun => ({
  runId,
  stepId: step.id,
  dryRun: found.opened.dryRun,
  detectedAt: found.opened.detectedAt,
  startedAt: now,
  now,
  acceptDataLoss: found.opened.acceptDataLoss,
  regions: found.plan.regions,
  acts: [],
});

const evidenceOf = (
  runbook: Runbook,
  signals: readonly SignalReading[],
  findings: readonly StepFinding[],
): DecisionEvidence => {
  const steps = stepsOf(runbook).map(({ stage, step }) => ({ stage, stepId: step.id, kind: kindOf(step) }));
  return {
    signals: [...signals],
    findings: findings.toSorted((a, b) => gravity[a.level] - gravity[b.level]).slice(0, findingsKept),
    steps,
    cannotBeUndone: steps.filter(({ kind }) => isIrreversible(kind)).map(({ stepId }) => stepId),
  };
};

const observe = async (input: RunRef, found: FoundRun, dependencies: DecideRecoveryDependencies) => {
  const now = dependencies.now();
  const inspected = stepsOf(found.runbook).map(async ({ step }): Promise<StepFinding[]> => {
    const findings = await dependencies.inspect(step, stepRun(step, input, { found, now }));
    return findings.map((finding) => ({ stepId: step.id, ...finding }));
  });
  const [signals, findings] = await Promise.all([
    dependencies.readSignals(found.plan.detection.signals),
    Promise.all(inspected),
  ]);
  return { signals, findings: findings.flat() };
};

/** Looks at signals and standby, decides, and writes down verdict and evidence. Run twice, it keeps the first decision. */
export const decideRecovery = async (
  input: RunRef,
  dependencies: DecideRecoveryDependencies,
): Promise<DecideRecoveryOutput> => {
  const ledger = dependencies.ledgerOf(input.runId);
  const found = findRun(dependencies.plans, await ledger.read('run'));
  const { opened, plan, runbook, run } = found;
  const approvalSeconds = plan.response.approvalTimeout;
  if (run.decided) return { verdict: run.decided.verdict, approvalSeconds };
  const { signals, findings } = await observe(input, found, dependencies);
  const blockers = findings.filter(({ level }) => level === 'blocker');
  const { verdict, reason } = decide({ opened, runbookKind: runbook.kind, signals, blockers });
  const evidence = evidenceOf(runbook, signals, findings);
  await ledger.append('run', { type: 'decided', verdict, reason, evidence });
  return { verdict, approvalSeconds };
};
