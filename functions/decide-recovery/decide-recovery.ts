import { Evidence } from '../../shared/contracts/command.ts';
import type { SignalReading } from '../../shared/contracts/detection/signal-reading.ts';
import type { StepId } from '../../shared/contracts/fields.ts';
import type { StepFinding } from '../../shared/contracts/finding.ts';
import type { FactOf, LedgerEntry } from '../../shared/contracts/ledger-entry.ts';
import type { Runbook } from '../../shared/contracts/plan.ts';
import { DecisionEvidence } from '../../shared/contracts/recovery/decision-evidence.ts';
import type { DecideRecoveryOutput, RunRef } from '../../shared/contracts/recovery/run.ts';
import type { PlanStep } from '../../shared/contracts/step-kind.ts';
import { kindOf } from '../../shared/contracts/step-kind.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import type { Control } from '../../shared/control/control.ts';
import { doubtIn, isAwaitingDecision } from '../../shared/domain/recovery/clearance.ts';
import { completeFindings, newestCommit } from '../../shared/domain/recovery/complete-findings.ts';
import { secondsToAnswer } from '../../shared/domain/recovery/escalation.ts';
import { gravestFirst } from '../../shared/domain/recovery/gravity.ts';
import { judgeRecovery, type RecoveryDecision } from '../../shared/domain/recovery/judge-recovery.ts';
import { contradictionsOf } from '../../shared/domain/recovery/judge-typed-time.ts';
import { type MeasuredLoss, measureLoss } from '../../shared/domain/recovery/measure-loss.ts';
import { movesIn } from '../../shared/domain/recovery/takeover.ts';
import { isIrreversible } from '../../shared/domain/recovery/undo.ts';
import type { Plans } from '../../shared/plans/find.ts';
import { type FoundRun, findRun } from '../../shared/plans/find-run.ts';
import type { ReadSignals } from '../../shared/signals/read-signals.ts';
import { assessmentOf } from './assessment.ts';

/** Entries of the ledger hold 400 KB; a runbook may have thousands of steps. */
const findingsKept = 200;

export type DecideRecoveryDependencies = Readonly<{
  plans: Plans;
  ledgerOf: LedgerOf;
  control: Pick<Control, 'keptWatch'>;
  readSignals: ReadSignals;
  now: () => string;
}>;

/**
 * Decides by the signals as they are now and by what the steps have said, and writes down verdict and evidence, and until when
 * data loss counts. Run twice, it keeps its decision; a restore that a person has chosen since, or a stage before which the signals have
 * turned, is decided on anew.
 */
export async function decideRecovery(
  input: RunRef,
  dependencies: DecideRecoveryDependencies,
): Promise<DecideRecoveryOutput> {
  const ledger = dependencies.ledgerOf(input.runId);
  const entries = await ledger.read();
  const found = findRun(dependencies.plans, entries);
  const approvalSeconds = secondsToAnswer(found.plan.response, 0);
  if (found.run.decided && !isAwaitingDecision(entries)) return { verdict: found.run.decided.verdict, approvalSeconds };
  const observed = await observe(found, entries, dependencies);
  const doubt = doubtIn(entries);
  const decision = decideOn(found, observed, doubt);
  // Whoever let it go on was told of this loss, and nobody is asked again.
  const kept = decision.code === 'stillFit' ? found.lost : undefined;
  const { since: lostSince, basis: lossBasis } = kept ?? observed.lost;
  const evidence = asEvidence(evidenceOf(found, observed));
  await ledger.append('run', {
    type: 'decided',
    ...factOf(decision),
    evidence,
    lostSince,
    lossBasis,
    stage: doubt?.stage,
  });
  return { verdict: decision.verdict, approvalSeconds };
}

type Observed = Readonly<{
  signals: readonly SignalReading[];
  findings: readonly StepFinding[];
  contradictions: readonly string[];
  lost: MeasuredLoss;
}>;

async function observe(
  found: FoundRun,
  entries: readonly LedgerEntry[],
  { control, readSignals, now }: DecideRecoveryDependencies,
): Promise<Observed> {
  const { plan, opened, acceptedLoss } = found;
  const [signals, kept] = await Promise.all([readSignals(plan), control.keptWatch(plan.plan)]);
  const at = now();
  const assessed = assessmentOf(found, entries);
  const lastCommitAt = newestCommit(assessed);
  const lost = asTold(measureLoss({ plan, signals, kept, lastCommitAt, now: at }), found, entries);
  const contradictions = contradictionsOf({ opened, plan, signals, lastCommitAt });
  return { signals, lost, contradictions, findings: completeFindings(assessed, { lost, now: at, acceptedLoss }) };
}

/** Where nobody knows until when writes went on, people were told the loss until then, and that it grows: what only time has added is no news. */
const asTold = (measured: MeasuredLoss, { lost }: FoundRun, entries: readonly LedgerEntry[]): MeasuredLoss =>
  doubtIn(entries)?.code === 'stale' && measured.basis === 'decision' && lost?.basis === 'decision' ? lost : measured;

type Doubt = FactOf<'stageConfirmed'> | undefined;

function decideOn(found: FoundRun, { signals, findings, contradictions }: Observed, doubt: Doubt): RecoveryDecision {
  const { opened, plan, runbook, runbookName } = found;
  const isStale = doubt?.code === 'stale';
  const of = (level: StepFinding['level']) => findings.filter((finding) => finding.level === level);
  return judgeRecovery({
    ...{ opened, plan, runbookKind: runbook.kind, signals, contradictions },
    ...{
      blockers: of('blocker'),
      forks: isStale ? newForks(found, findings) : of('fork'),
      losses: of('excessLoss'),
      doubts: of('doubt'),
    },
    moves: movesIn(runbook),
    chosen: runbookName === opened.runbook ? undefined : { before: signalsBefore(found) },
    doubted: doubt && { stage: doubt.stage, before: signalsBefore(found), isStale },
  });
}

/** Those that nobody has taken for the new primary in this run. */
const newForks = ({ acceptedForks }: FoundRun, findings: readonly StepFinding[]): StepFinding[] =>
  findings.filter((finding) => finding.level === 'fork' && !acceptedForks.includes(finding.fork.resourceId));

/** What the signals said to the last decision. */
const signalsBefore = ({ run }: FoundRun): readonly SignalReading[] =>
  DecisionEvidence.safeParse(run.decided?.evidence).data?.signals ?? [];

/** As JSON has it: without what is undefined. */
const asEvidence = (evidence: DecisionEvidence): Evidence => Evidence.parse(JSON.parse(JSON.stringify(evidence)));

/** Of a run that is decided on again only what is left to be done. */
function evidenceOf({ runbook, run }: FoundRun, { signals, findings }: Observed): DecisionEvidence {
  const left = stepsOf(runbook).filter(({ step }) => !['done', 'skipped'].includes(run.stateOf(step.id)));
  const steps = left.map(({ stage, step }) => ({ stage, stepId: step.id, kind: kindOf(step) }));
  return {
    signals: [...signals],
    findings: gravestFirst(findings).slice(0, findingsKept),
    steps,
    cannotBeUndone: steps.filter(({ kind }) => isIrreversible(kind)).map(({ stepId }) => stepId),
  };
}

const stepsOf = (runbook: Runbook): { stage: StepId; step: PlanStep }[] =>
  runbook.stages.flatMap(({ name, steps }) => steps.map((step) => ({ stage: name, step })));

const factOf = (decision: RecoveryDecision) =>
  decision.verdict === 'ask' ? { ...decision, answers: [...decision.answers] } : decision;
