import type { DecisionEvidence } from '../../shared/contracts/decision-evidence.ts';
import type { StepId } from '../../shared/contracts/fields.ts';
import { Evidence, type Finding } from '../../shared/contracts/ledger-entry.ts';
import type { PlanStep, Runbook } from '../../shared/contracts/plan.ts';
import type { DecideRecoveryOutput, RunRef } from '../../shared/contracts/run.ts';
import type { SignalReading } from '../../shared/contracts/signal-reading.ts';
import { kindOf } from '../../shared/contracts/step-kind.ts';
import { decideRecovery as decide, type RecoveryDecision } from '../../shared/domain/decide-recovery.ts';
import { secondsToAnswer } from '../../shared/domain/escalation.ts';
import { isIrreversible } from '../../shared/domain/undo.ts';
import type { LedgerOf } from '../../shared/ledger/connect-tables.ts';
import { type FoundRun, findRun } from '../../shared/ledger/find-run.ts';
import type { Plans } from '../../shared/plans/find.ts';
import type { ReadSignals } from '../../shared/signals/read-signals.ts';
import type { StepRun } from '../../shared/steps/step.ts';

export type DecideRecoveryDependencies = Readonly<{
  plans: Plans;
  ledgerOf: LedgerOf;
  readSignals: ReadSignals;
  /** What a step says of itself before anything has been done; nothing for kinds that are not asked. */
  inspect: (step: PlanStep, run: StepRun) => Promise<Finding[]>;
  now: () => string;
}>;

type StepFinding = DecisionEvidence['findings'][number];

/** Entries of the ledger hold 400 KB; a runbook may have thousands of steps. */
const findingsKept = 200;

const gravity = { blocker: 0, excessLoss: 1, warning: 2, info: 3 } as const;

const stepsOf = (runbook: Runbook): { stage: StepId; step: PlanStep }[] =>
  runbook.stages.flatMap(({ name, steps }) => steps.map((step) => ({ stage: name, step })));

const stepRun = (step: PlanStep, { runId }: RunRef, { found, now }: { found: FoundRun; now: string }): StepRun => ({
  runId,
  stepId: step.id,
  dryRun: found.opened.dryRun,
  lostSince: found.opened.lostSince ?? found.opened.detectedAt,
  startedAt: now,
  now,
  acceptedLoss: found.acceptedLoss,
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
  const [signals, findings] = await Promise.all([dependencies.readSignals(found.plan), Promise.all(inspected)]);
  return { signals, findings: findings.flat() };
};

type Observed = Awaited<ReturnType<typeof observe>>;

/** What stands in the way for good, and what a person may weigh, apart. */
const decideOn = ({ opened, plan, runbook }: FoundRun, { signals, findings }: Observed): RecoveryDecision =>
  decide({
    opened,
    plan,
    runbookKind: runbook.kind,
    signals,
    blockers: findings.filter(({ level }) => level === 'blocker'),
    losses: findings.flatMap((one) => (one.level === 'excessLoss' ? [{ ...one, seconds: one.lossSeconds }] : [])),
  });

const factOf = (decision: RecoveryDecision) =>
  decision.verdict === 'ask' ? { ...decision, answers: [...decision.answers] } : decision;

/** As JSON has it: without what is undefined. */
const asEvidence = (evidence: DecisionEvidence): Evidence => Evidence.parse(JSON.parse(JSON.stringify(evidence)));

/** Looks at signals and standby, decides, and writes down verdict and evidence. Run twice, it keeps the first decision. */
export const decideRecovery = async (
  input: RunRef,
  dependencies: DecideRecoveryDependencies,
): Promise<DecideRecoveryOutput> => {
  const ledger = dependencies.ledgerOf(input.runId);
  const found = findRun(dependencies.plans, await ledger.read('run'));
  const { plan, runbook, run } = found;
  const approvalSeconds = secondsToAnswer(plan.response, 0);
  if (run.decided) return { verdict: run.decided.verdict, approvalSeconds };
  const observed = await observe(input, found, dependencies);
  const decision = decideOn(found, observed);
  const evidence = asEvidence(evidenceOf(runbook, observed.signals, observed.findings));
  await ledger.append('run', { type: 'decided', ...factOf(decision), evidence });
  return { verdict: decision.verdict, approvalSeconds };
};
