import type { RunId, StepId } from '../../contracts/fields.ts';
import type { FactOf } from '../../contracts/ledger-entry.ts';
import type { DeployedPlan, Runbook, Stage } from '../../contracts/plan.ts';
import type { StageStep } from '../../contracts/recovery/run.ts';
import type { PlanStep } from '../../contracts/step-kind.ts';
import { effectOf, kindOf } from '../../contracts/step-kind.ts';
import { childName } from './child-name.ts';
import type { RunSummary, StepState } from './summarise.ts';
import { callsSince, hasTakenOver, takeoversIn } from './takeover.ts';
import { isAskedAgain } from './undo.ts';

/** More than this an inline map does not run at once. */
const widestInline = 40;

/** Steps of a stage that nobody is working on any more and that have no end. */
export const lostSteps = (runbook: Runbook, stage: StepId, stateOf: RunSummary['stateOf']): PlanStep[] =>
  runbook.stages
    .filter(({ name }) => name === stage)
    .flatMap(({ steps }) => steps.filter(({ id }) => isOpen(stateOf(id))));

const isOpen = (state: StepState): boolean => state === 'notStarted' || state === 'running';

export type StageSituation = Readonly<{
  runId: RunId;
  plan: DeployedPlan;
  runbook: Runbook;
  opened: FactOf<'runOpened'>;
  run: Pick<RunSummary, 'isCleared' | 'stateOf' | 'attemptOf' | 'chainOf'> & Partial<Pick<RunSummary, 'resumedAt'>>;
  /** Of a fence that is owed: nobody has tried it for a while. */
  isLookOld?: (step: StepId) => boolean;
  /** Of a fence that was made: nobody has looked at it for a while, and somebody may have opened it. */
  isProofOld?: (step: StepId) => boolean;
}>;

export type StageChoice =
  | Readonly<{ next: 'inline' | 'distributed'; stage: StepId; steps: readonly StageStep[]; isAskedAgain: boolean }>
  /** Questions of a dry run: nobody is asked, they are written down as withheld. */
  | Readonly<{ next: 'withhold'; stage: StepId; questions: readonly PlanStep[] }>
  /** What was done, and has to be looked at once more before the run goes on or ends well: their stages are open again. */
  | Readonly<{ next: 'lookAgain'; fences: readonly StepId[] }>
  | Readonly<{ next: 'finished' }>
  | Readonly<{ next: 'stop'; because: string }>;

/** The first stage with something left to do, unless a reason stands against going on. */
export function nextStageOf(situation: StageSituation): StageChoice {
  const { plan, runbook, opened, run } = situation;
  if (!run.isCleared) return { next: 'stop', because: 'nobody has said yes to this run' };
  if (plan.hash !== opened.planHash) return { next: 'stop', because: 'another version of the plan has been deployed' };
  for (const stage of runbook.stages) {
    const open = stage.steps.filter(({ id }) => isOpen(run.stateOf(id)));
    const because = reasonToStop(stage, run.stateOf);
    if (because) return { next: 'stop', because };
    if (open.length > 0) return stageToLookAt(open, situation) ?? carryOut(stage, open, situation);
  }
  return (hasTakenOver(runbook, run.chainOf) ? proofsToSee(situation) : undefined) ?? { next: 'finished' };
}

/** A fence is a fact of the moment in which it was seen: before the run takes over, and before it is called well, it is seen again. */
function proofsToSee({ runbook, opened, isProofOld = () => false }: StageSituation): StageChoice | undefined {
  const fences = runbook.stages.flatMap(({ steps }) => steps.filter((step) => effectOf(kindOf(step)) === 'closes'));
  const old = opened.dryRun ? [] : fences.map(({ id }) => id).filter(isProofOld);
  return old.length === 0 ? undefined : { next: 'lookAgain', fences: old };
}

/** Nothing of a later stage begins while a step before it that is required has not been done or skipped. */
function reasonToStop(stage: Stage, stateOf: RunSummary['stateOf']): string | undefined {
  const aborted = stage.steps.find(({ id }) => stateOf(id) === 'aborted');
  if (aborted) return `an operator aborted the run at step ${aborted.id}`;
  const failed = stage.steps.filter(({ id, required }) => required && stateOf(id) === 'failed').map(({ id }) => id);
  return failed.length > 0 ? `required steps of stage ${stage.name} failed: ${failed.join(', ')}` : undefined;
}

/**
 * Right before the run takes over, the fences that have to be looked at again: those that were made, or the stage with one that is owed. After
 * that what is owed is made beside the run: nobody may hold up the recovery for it.
 */
function stageToLookAt(open: readonly PlanStep[], situation: StageSituation): StageChoice | undefined {
  const { runbook, run, isLookOld = () => false } = situation;
  const takeovers = new Set(takeoversIn(runbook).map(({ id }) => id));
  if (!open.some(({ id }) => takeovers.has(id)) || hasTakenOver(runbook, run.chainOf)) return undefined;
  const stages = runbook.stages.map((stage) => ({ stage, owed: stage.steps.filter(({ id }) => isLookOld(id)) }));
  const found = stages.find(({ owed }) => owed.length > 0);
  return proofsToSee(situation) ?? (found && carryOut(found.stage, found.owed, situation));
}

/** What is open in a stage, as the way to carry it out. */
function carryOut(stage: Stage, open: readonly PlanStep[], situation: StageSituation): StageChoice {
  const questions = situation.opened.dryRun ? open.filter((step) => 'askOperator' in step) : [];
  if (questions.length > 0) return { next: 'withhold', stage: stage.name, questions };
  const next = open.length > widestInline ? 'distributed' : 'inline';
  return {
    next,
    stage: stage.name,
    steps: open.map((step) => stageStep(step, situation)),
    isAskedAgain: !situation.opened.dryRun && open.some((step) => isAboutToAct(step, situation)),
  };
}

function stageStep(step: PlanStep, { runId, plan, opened, run }: StageSituation): StageStep {
  const attempt = run.attemptOf(step.id);
  return {
    stepId: step.id,
    kind: kindOf(step),
    onFailure: opened.dryRun ? 'stop' : step.onFailure,
    childName: childName(runId, step.id, attempt),
    attempt,
    askSeconds: 'askOperator' in step ? step.askOperator.timeout : plan.response.approvalTimeout,
  };
}

/** What nothing can stop once it has been sent, of a step that has sent nothing yet, or nothing since a person let the run go on. */
const isAboutToAct = (step: PlanStep, { run }: StageSituation): boolean =>
  isAskedAgain(kindOf(step)) && callsSince(run.chainOf(step.id), run.resumedAt).length === 0;
