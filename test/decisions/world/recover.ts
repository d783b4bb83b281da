import { chooseNextStage } from '../../../functions/choose-next-stage/choose-next-stage.ts';
import { closeRun } from '../../../functions/close-run/close-run.ts';
import { confirmStage } from '../../../functions/confirm-stage/confirm-stage.ts';
import { decideRecovery } from '../../../functions/decide-recovery/decide-recovery.ts';
import { openRun } from '../../../functions/open-run/open-run.ts';
import type { RunId, StepId } from '../../../shared/contracts/fields.ts';
import type { FactOf, LedgerEntry } from '../../../shared/contracts/ledger-entry.ts';
import { ChooseNextStageInput, StepInput } from '../../../shared/contracts/recovery/run.ts';
import type { PlanStep, StepKind } from '../../../shared/contracts/step-kind.ts';
import { lastRunOf } from '../../../shared/domain/recovery/run-ending.ts';
import { lastOf } from '../../../shared/domain/run-facts.ts';
import { findStep } from '../../../shared/plans/find.ts';
import { findRun } from '../../../shared/plans/find-run.ts';
import { buildRecord } from '../../../shared/report/recovery/build-record.ts';
import { openPromotions } from '../../../shared/steps/promote-replica/promotions.ts';
import { createDebts } from '../../support/debts.ts';
import { askPeople } from './ask-people.ts';
import { entriesOf, type Run, runIdOf, tell } from './run.ts';
import { readSignalsIn, type Watched } from './scene.ts';
import type { Stage } from './stage.ts';
import { assess, lookAtStep } from './steps.ts';
import { end, sceneOf, surroundingsOf } from './world.ts';

const lastFact = <T extends 'runRefused' | 'decided' | 'stageConfirmed'>(run: Run, type: T): FactOf<T> | undefined =>
  lastOf(entriesOf(run), type)?.fact;

const open = async (run: Run, input: unknown) => {
  const { world, process, arn: executionArn } = run;
  const startedAt = new Date(world.turns.now()).toISOString();
  const opened = await openRun(
    { executionArn, executionName: runIdOf(run), startedAt, input },
    surroundingsOf(world, run.arn, process),
  );
  tell(run, `open ${opened.verdict}`, lastFact(run, 'runRefused')?.reason);
  return opened;
};

const aroundOf = (run: Run) => {
  const { world, process, plan } = run;
  const surroundings = surroundingsOf(world, run.arn, process);
  const stage: Stage = {
    scene: sceneOf(world, plan),
    process,
    promotions: openPromotions(surroundings.control, surroundings.ledgerOf),
    debts: createDebts(),
    ledgerOf: surroundings.ledgerOf,
    told: (text) => world.calls.push({ atMs: world.turns.now(), plan, text, runId: runIdOf(run) }),
  };
  return { ...surroundings, aws: stage };
};

/** Each kind by its own function; one that dies leaves no word. */
const assessAll = async (run: Run, kinds: readonly StepKind[]): Promise<void> => {
  const { mute, slow } = sceneOf(run.world, run.plan);
  for (const assessKind of kinds) {
    if (slow.has(assessKind)) await run.process.sleep(5);
    if (!mute.has(assessKind)) await assess({ runId: runIdOf(run), assessKind }, aroundOf(run));
  }
};

const readSignalsOf =
  ({ world, process }: Run) =>
  (of: Watched) =>
    process.turn(() => readSignalsIn(sceneOf(world, of.plan), of, process.now()));

const decide = async (run: Run, kinds: readonly StepKind[]) => {
  const { world, process } = run;
  await assessAll(run, kinds);
  const surroundings = surroundingsOf(world, run.arn, process);
  const decided = await decideRecovery({ runId: runIdOf(run) }, { ...surroundings, readSignals: readSignalsOf(run) });
  const { code = '', reason = '' } = lastFact(run, 'decided') ?? {};
  tell(run, `recover ${decided.verdict} ${code}`, reason);
  return decided;
};

const runStep = async (run: Run, step: PlanStep, attempt: number): Promise<void> => {
  for (let lookedAt = ''; ; ) {
    const look = await lookAtStep(
      step,
      StepInput.parse({ runId: runIdOf(run), stepId: step.id, attempt, lookedAt }),
      aroundOf(run),
    );
    lookedAt = look.lookedAt;
    if (look.status !== 'waiting') return tell(run, `step ${step.id} ${look.status}`, look.because);
    await run.process.sleep(look.waitSeconds);
  }
};

/** The signals as they are right before the stage; told where they have turned. */
const isConfirmed = async (run: Run, stage: StepId): Promise<boolean> => {
  const { world, process } = run;
  const { verdict } = await confirmStage(
    { runId: runIdOf(run), stage },
    { ...surroundingsOf(world, run.arn, process), readSignals: readSignalsOf(run) },
  );
  const { code = '', reason = '' } = lastFact(run, 'stageConfirmed') ?? {};
  if (verdict === 'doubt') tell(run, `confirm ${stage} ${code}`, reason);
  return verdict === 'go';
};

/** Stage after stage, step after step. Nobody is asked about a step that failed: the run stops there. True: the run is to be decided on anew. */
const carryOut = async (run: Run): Promise<boolean> => {
  const { world, process } = run;
  for (let ranStage: ChooseNextStageInput['ranStage'] = '-', ranPass = 0; ; ) {
    const surroundings = surroundingsOf(world, run.arn, process);
    const input = ChooseNextStageInput.parse({ runId: runIdOf(run), ranStage, ranPass });
    const stepsEndHere = async () => ({ kind: 'missing' }) as const;
    const dependencies = { ...surroundings, lookAtExecution: stepsEndHere, runStepMachine: 'run-step' };
    const { next, stage, pass, steps, isAskedAgain } = await chooseNextStage(input, dependencies);
    if (next === 'finished' || next === 'stop' || next === 'ask' || stage === '-') return false;
    if (isAskedAgain && !(await isConfirmed(run, stage))) return true;
    const { runbook } = findRun(surroundings.plans, entriesOf(run));
    for (const { stepId, attempt } of steps) await runStep(run, findStep(runbook, stepId), attempt);
    [ranStage, ranPass] = [stage, pass];
  }
};

const close = async (run: Run): Promise<void> => {
  const { world, process } = run;
  const surroundings = surroundingsOf(world, run.arn, process);
  const record = (runId: RunId, entries: readonly LedgerEntry[]) =>
    buildRecord({ runId, entries, plan: world.plans.get(run.plan), isChainWhole: true, now: process.now() });
  await closeRun({ runId: runIdOf(run) }, { ...surroundings, buildRecord: record });
  const ended = lastRunOf(entriesOf(run), runIdOf(run))?.ended;
  if (ended !== undefined) tell(run, `close ${ended}`);
};

/** As state-machines/recover.asl.yml has it: a restore is another runbook, so that it is assessed and decided on. */
const isLetGo = async (run: Run, kinds: readonly StepKind[]): Promise<boolean> => {
  for (;;) {
    const { verdict, approvalSeconds } = await decide(run, kinds);
    if (verdict !== 'ask') return verdict === 'proceed';
    const answer = await askPeople(run, approvalSeconds);
    if (answer !== 'restore') return answer === 'approve' || answer === 'acceptLoss';
  }
};

const goThrough = async (run: Run, input: unknown): Promise<void> => {
  const { verdict, kinds } = await open(run, input);
  if (verdict !== 'opened') return;
  while ((await isLetGo(run, kinds)) && (await carryOut(run)));
};

/** One execution of `recover` with the real tasks; what it looks at and changes is the scene. */
export const recover = async (run: Run, input: unknown): Promise<void> => {
  try {
    await goThrough(run, input);
  } catch (error) {
    tell(run, 'run failed', String(error));
  }
  await close(run);
  end(run.world, run.arn);
};
