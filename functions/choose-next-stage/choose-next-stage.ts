import type { LookAtExecution } from '../../shared/aws/look-at-execution.ts';
import type { RegionName, RunId, StepId } from '../../shared/contracts/fields.ts';
import type { LedgerEntry } from '../../shared/contracts/ledger-entry.ts';
import type { Runbook } from '../../shared/contracts/plan.ts';
import type { ChooseNextStageInput, ChooseNextStageOutput } from '../../shared/contracts/recovery/run.ts';
import type { PlanStep } from '../../shared/contracts/step-kind.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import type { Control } from '../../shared/control/control.ts';
import { fencedSince } from '../../shared/domain/recovery/fenced-since.ts';
import { judgeLostSteps } from '../../shared/domain/recovery/judge-lost-steps.ts';
import { isLookOld, isProofOld } from '../../shared/domain/recovery/look-again.ts';
import { lostSteps, nextStageOf } from '../../shared/domain/recovery/next-stage-of.ts';
import { factsOf, inStream, lastOf } from '../../shared/domain/run-facts.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { Plans } from '../../shared/plans/find.ts';
import { type FoundRun, findRun } from '../../shared/plans/find-run.ts';
import { noteLostSteps } from './note-lost-steps.ts';
import { resumeRun } from './resume-run.ts';

export type ChooseNextStageDependencies = Readonly<{
  plans: Plans;
  ledgerOf: LedgerOf;
  control: Pick<Control, 'reopen'>;
  lookAtExecution: LookAtExecution;
  runStepMachine: string;
  now: () => string;
}>;

/**
 * What comes next, from plan and ledger. Run twice, it gives the same stage again: a stage counts as run only when the machine says
 * so, by `ranStage` and `ranPass`. Steps that were lost with their executions are started again, up to a point. Throws StepInDoubt
 * while a step of that stage may still be at work.
 */
export async function chooseNextStage(
  input: ChooseNextStageInput,
  dependencies: ChooseNextStageDependencies,
): Promise<ChooseNextStageOutput> {
  const { runId, ranStage, ranPass } = input;
  const found = await situationOf(runId, dependencies);
  const isResumed = await resumeRun({ ...found, control: dependencies.control });
  const situation = isResumed ? await situationOf(runId, dependencies) : found;
  const askSeconds = situation.found.plan.response.approvalTimeout;
  const none = { steps: [], isAskedAgain: false, askSeconds };
  if (isSuperseded(situation)) return { next: 'stop', stage: '-', pass: 0, ...none };
  const because = await settleStage(input, situation, dependencies);
  // Nobody is woken by a dry run.
  const next = situation.found.opened.dryRun ? 'stop' : 'ask';
  if (because !== undefined) return { next, stage: ranStage, pass: ranPass, ...none };
  return { ...(await chooseFrom(input, await situationOf(runId, dependencies), dependencies)), askSeconds };
}

type Situation = Readonly<{ runId: RunId; ledger: Ledger; entries: readonly LedgerEntry[]; found: FoundRun }>;

async function situationOf(runId: RunId, { plans, ledgerOf }: ChooseNextStageDependencies): Promise<Situation> {
  const ledger = ledgerOf(runId);
  const entries = await ledger.read();
  return { runId, ledger, entries, found: findRun(plans, entries) };
}

/** A run whose execution was redriven goes on, unless another run has come since. */
const isSuperseded = ({ entries }: Situation): boolean => lastOf(entries, 'runResumed')?.fact.superseded !== undefined;

/** What has come of the stage that was run, once nothing of it is at work any more: a reason to ask a person, or none. */
async function settleStage(
  { runId, ranStage, ranPass }: ChooseNextStageInput,
  situation: Situation,
  dependencies: ChooseNextStageDependencies,
): Promise<string | undefined> {
  if (ranStage === '-') return undefined;
  await noteLostSteps({ ...situation, ...dependencies, ranStage, ranPass });
  return await reasonToAsk(await situationOf(runId, dependencies), ranStage);
}

/** Why a person is to be asked about the stage that has been run: written down, once, for the question to quote. */
async function reasonToAsk({ ledger, entries, found }: Situation, ranStage: StepId): Promise<string | undefined> {
  const { runbook, run } = found;
  const lost = lostSteps(runbook, ranStage, run.stateOf).map(({ id }) => ({ stepId: id, chain: run.chainOf(id) }));
  const ofRun = inStream(entries, 'run');
  const cause = judgeLostSteps(lost, ofRun);
  if (cause === undefined) return undefined;
  const last = ofRun.at(-1)?.fact;
  if (!(last?.type === 'runFailed' && last.cause === cause))
    await ledger.append('run', { type: 'runFailed', state: `stage ${ranStage}`, error: 'StepsLost', cause });
  return cause;
}

async function chooseFrom(
  input: ChooseNextStageInput,
  situation: Situation,
  dependencies: ChooseNextStageDependencies,
): Promise<Omit<ChooseNextStageOutput, 'askSeconds'>> {
  const { runId } = input;
  const isOld = isOwedLookOld(input, situation, dependencies.now());
  const isProofOld = isFenceProofOld(input, situation, dependencies.now());
  const choice = nextStageOf({ runId, isLookOld: isOld, isProofOld, ...situation.found });
  if (choice.next === 'finished' || choice.next === 'stop')
    return { next: choice.next, stage: '-', pass: 0, steps: [], isAskedAgain: false };
  if (choice.next === 'withhold') {
    await withhold(situation.ledger, choice.questions, situation.found.plan.regions.standby);
    return await chooseFrom(input, await situationOf(runId, dependencies), dependencies);
  }
  if (choice.next === 'lookAgain') {
    for (const stepId of choice.fences)
      await situation.ledger.append(`step:${stepId}`, {
        type: 'lookDue',
        attempt: situation.found.run.attemptOf(stepId),
      });
    return await chooseFrom(input, await situationOf(runId, dependencies), dependencies);
  }
  const { next, stage, steps, isAskedAgain } = choice;
  const pass = passOf(stage, input, situation);
  await writeChoice(situation, { stage, steps: steps.map(({ stepId }) => stepId), wide: next === 'distributed', pass });
  return { next, stage, pass, steps: [...steps], isAskedAgain };
}

/** Of a fence that is owed. */
const isOwedLookOld =
  ({ ranStage }: ChooseNextStageInput, { entries, found }: Situation, now: string) =>
  (stepId: StepId): boolean =>
    isLookOld({
      ofStep: found.run.chainOf(stepId),
      ofDebt: inStream(entries, `debt:${stepId}`),
      now,
      isJustRun: isOfStage(found.runbook, ranStage, stepId),
    });

/** Of a fence that was made. */
const isFenceProofOld =
  ({ ranStage }: ChooseNextStageInput, { entries, found }: Situation, now: string) =>
  (stepId: StepId): boolean =>
    isProofOld({
      ofStep: found.run.chainOf(stepId),
      heldAt: factsOf(entries, 'stepHeld').at(-1)?.at,
      now,
      isJustRun: isOfStage(found.runbook, ranStage, stepId),
    });

const isOfStage = ({ stages }: Runbook, stage: string, stepId: StepId): boolean =>
  stages.some(({ name, steps }) => name === stage && steps.some(({ id }) => id === stepId));

/** Nobody is woken by a dry run: what would have been asked is written down. */
async function withhold(ledger: Ledger, questions: readonly PlanStep[], region: RegionName): Promise<void> {
  for (const step of questions) {
    if (!('askOperator' in step)) continue;
    const stream = `step:${step.id}` as const;
    const command = { service: 'sns', operation: 'Publish', region, input: { question: step.askOperator.question } };
    await ledger.append(stream, { type: 'stepStarted', kind: 'askOperator', findings: [] });
    await ledger.append(stream, { type: 'withheld', command, because: 'the step asks an operator' });
    await ledger.append(stream, { type: 'stepDone', evidence: { dryRun: true } });
  }
}

function passOf(stage: StepId, { ranStage, ranPass }: ChooseNextStageInput, { entries }: Situation): number {
  if (stage === ranStage) return ranPass + 1;
  const chosen = factsOf(entries, 'stageChosen').map(({ fact }) => fact);
  const last = chosen.findLast((fact) => fact.stage === stage);
  if (last === undefined) return 1;
  // Another stage has been chosen since, so it is not this look that was cut off: the stage is run once more.
  return (last.pass ?? 1) + (last === chosen.at(-1) ? 0 : 1);
}

async function writeChoice(
  { ledger, entries, found }: Situation,
  choice: Readonly<{ stage: StepId; steps: StepId[]; wide: boolean; pass: number }>,
): Promise<void> {
  const { pass, ...chosen } = choice;
  // A stage of another runbook may have the name of one that was chosen before, and other steps.
  const isWritten = factsOf(entries, 'stageChosen').some(
    ({ fact }) =>
      fact.stage === choice.stage &&
      (fact.pass ?? 1) === pass &&
      choice.steps.every((stepId) => fact.steps.includes(stepId)),
  );
  if (isWritten) return;
  const fencedAt = fencedSince(found.runbook, choice.stage, found.run);
  await ledger.append('run', { type: 'stageChosen', ...chosen, fencedAt, ...(pass > 1 && { pass }) });
}
