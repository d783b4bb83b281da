import type { Command } from '../contracts/command.ts';
import type { StepId } from '../contracts/fields.ts';
import type { LedgerEntry, Stream } from '../contracts/ledger-entry.ts';
import type { Payment } from '../contracts/recovery/payment.ts';
import type { StepInput, StepOutput } from '../contracts/recovery/run.ts';
import type { PlanStep } from '../contracts/step-kind.ts';
import type { LedgerOf } from '../control/connect-tables.ts';
import type { Control } from '../control/control.ts';
import { paymentName } from '../domain/recovery/child-name.ts';
import { owedIn } from '../domain/recovery/owed.ts';
import { lastOf } from '../domain/run-facts.ts';
import { attemptOf, isUnderWay, stepHistoryOf } from '../domain/step-history.ts';
import { NotDeployed } from '../errors.ts';
import { findStep, type Plans } from '../plans/find.ts';
import { type FoundRun, findRun } from '../plans/find-run.ts';
import type { LookResult } from './look.ts';
import { requireLetGo } from './require-let-go.ts';
import { stalledSeconds, stallOf, stoodSeconds } from './stalled.ts';
import type { Step, StepRun } from './step.ts';
import { stepRunOf } from './step-run.ts';
import { takeLook } from './take-look.ts';
import { isUnconfirmed } from './unconfirmed.ts';

/** A step of one kind, and where its spec stands in a plan. */
export type Kind<Spec, Facts, C extends Command, Dependencies> = Readonly<{
  step: Step<Spec, Facts, C, Dependencies>;
  specOf: (planStep: PlanStep) => Spec | undefined;
}>;

export type Surroundings<Dependencies> = Readonly<{
  plans: Plans;
  ledgerOf: LedgerOf;
  control: Control;
  now: () => string;
  /** What the kind of step needs to look and to act. */
  aws: Dependencies;
}>;

/**
 * One look at one step: observe, decide, and carry out what was decided. Made again and again until the step is done, it
 * may die anywhere, run twice or come late; the ledger and the world tell it where it stands. Throws LedgerUnavailable,
 * NotDeployed and NotLetGo; everything that AWS says is a fact.
 */
export async function advance<Spec, Facts, C extends Command, Dependencies>(
  kind: Kind<Spec, Facts, C, Dependencies>,
  input: StepInput,
  surroundings: Surroundings<Dependencies>,
): Promise<StepOutput> {
  const lookedAt = surroundings.now();
  const look = await lookOnce(kind, input, surroundings);
  return look.status === 'owed'
    ? { ...look, lookedAt, payment: await paymentOf(input, surroundings.ledgerOf) }
    : { ...look, lookedAt };
}

async function lookOnce<Spec, Facts, C extends Command, Dependencies>(
  { step, specOf }: Kind<Spec, Facts, C, Dependencies>,
  input: StepInput,
  surroundings: Surroundings<Dependencies>,
): Promise<LookResult> {
  const opened = await openStep(input, surroundings);
  const { found, history, ledger, stream, planStep, ofStep } = opened;
  const spec = specOf(planStep);
  if (spec === undefined)
    throw new NotDeployed('The step is of another kind.', { stepId: input.stepId, kind: step.kind });
  const end = settled(input, opened);
  if (end !== undefined) return end;

  const run = runOf(input, opened, surroundings.now());
  const stall = isUnderWay(history) ? stallOf(input, run.now, ofStep) : undefined;
  const stalled = isUnderWay(history) ? stalledSeconds(ofStep, run.now) + (stall?.seconds ?? 0) : 0;
  const stood = stoodSeconds(run.startedAt, found.run.resumedAt);
  return await takeLook(step, {
    ...{ spec, run, history, stall, ledger, stream },
    attempt: input.attempt,
    timeoutSeconds: planStep.timeout + Math.max(stalled, stood),
    lookers: neighbours(found, input.stepId),
    objection: () => objectionTo(input, opened, surroundings.control),
    isUnconfirmed: () => isUnconfirmed({ planStep, run, runbook: found.runbook, ledger }),
    lookedAt: input.lookedAt,
    aws: surroundings.aws,
  });
}

async function openStep({ runId, stepId }: StepInput, surroundings: Surroundings<unknown>) {
  const ledger = surroundings.ledgerOf(runId);
  const stream: Stream = `step:${stepId}`;
  const [ofRun, ofStep] = await Promise.all([ledger.read('run'), ledger.read(stream)]);
  const found = findRun(surroundings.plans, ofRun);
  requireLetGo(ofRun, { runId, stepId });
  return {
    found,
    ledger,
    stream,
    ofStep,
    history: stepHistoryOf(ofStep),
    planStep: findStep(found.runbook, stepId),
  };
}

type Opened = Awaited<ReturnType<typeof openStep>>;

/** A step that a person has ended stays ended, and what a dry run has written down it writes down once. */
function settled({ attempt }: StepInput, { history, found, ofStep }: Opened): LookResult | undefined {
  const owed = owedIn(ofStep);
  if (owed !== undefined && owed.attempt === attempt && !isUnderWay(history))
    return { status: 'owed', waitSeconds: 1, because: owed.because };
  switch (history.ending?.type) {
    case 'stepSkipped':
      return { status: 'done', waitSeconds: 1, because: 'an operator skipped it' };
    case 'stepAborted':
      return { status: 'failed', waitSeconds: 1, because: 'an operator aborted the run' };
    case 'stepDone':
      return found.opened.dryRun ? { status: 'done', waitSeconds: 1, because: 'done' } : undefined;
    default:
      return undefined;
  }
}

const runOf = ({ runId }: StepInput, { found, history, planStep, ofStep }: Opened, now: string): StepRun => ({
  ...stepRunOf(found, planStep, { runId, now }),
  ...attemptOf(history, now),
  owed: owedIn(ofStep),
  done: doneBefore(ofStep),
});

function doneBefore(ofStep: readonly LedgerEntry[]): StepRun['done'] {
  const done = lastOf(ofStep, 'stepDone');
  return done && { at: done.at, evidence: done.fact.evidence };
}

const neighbours = ({ runbook }: FoundRun, stepId: StepId): number =>
  runbook.stages.find(({ steps }) => steps.some(({ id }) => id === stepId))?.steps.length ?? 1;

/** A yes may have been called in question, and the run may have ended, since the look began: that is no failure of the step. */
async function objectionTo(
  { runId, stepId }: StepInput,
  { found, ledger }: Opened,
  control: Control,
): Promise<string | undefined> {
  const { plan, opened } = found;
  if (plan.hash !== opened.planHash) return 'another version of the plan has been deployed since the run was opened';
  const [ofRun, objection] = await Promise.all([ledger.read('run'), control.objection(plan.plan, runId, opened.epoch)]);
  requireLetGo(ofRun, { runId, stepId });
  return objection;
}

/** The execution of pay-fence that is to do what the step has left owed. */
async function paymentOf({ runId, stepId }: StepInput, ledgerOf: LedgerOf): Promise<Payment> {
  const attempt = owedIn(await ledgerOf(runId).read(`step:${stepId}`))?.payment ?? 1;
  return { attempt, name: paymentName(runId, stepId, attempt) };
}
