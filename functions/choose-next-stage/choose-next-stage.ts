import type { RegionName, StepId } from '../../shared/contracts/fields.ts';
import type { PlanStep } from '../../shared/contracts/plan.ts';
import type { ChooseNextStageInput, ChooseNextStageOutput } from '../../shared/contracts/run.ts';
import { chooseNextStage as choose, lostSteps } from '../../shared/domain/choose-next-stage.ts';
import { fencedSince } from '../../shared/domain/fenced-since.ts';
import type { LedgerOf } from '../../shared/ledger/connect-tables.ts';
import { type FoundRun, findRun } from '../../shared/ledger/find-run.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { Plans } from '../../shared/plans/find.ts';

export type ChooseNextStageDependencies = Readonly<{ plans: Plans; ledgerOf: LedgerOf }>;

/** The stage has been run: a step in it without an end was lost with its execution. */
const endLostSteps = async (ledger: Ledger, ranStage: StepId, { runbook, run }: FoundRun): Promise<void> => {
  const because = 'its execution ended without an entry that ends the step';
  for (const { id } of lostSteps(runbook, ranStage, run.stateOf))
    await ledger.append(`step:${id}`, { type: 'stepFailed', because, refused: false });
};

/** Nobody is woken by a dry run: what would have been asked is written down. */
const withhold = async (ledger: Ledger, questions: readonly PlanStep[], region: RegionName): Promise<void> => {
  for (const step of questions) {
    if (!('askOperator' in step)) continue;
    const stream = `step:${step.id}` as const;
    const command = { service: 'sns', operation: 'Publish', region, input: { question: step.askOperator.question } };
    await ledger.append(stream, { type: 'stepStarted', kind: 'askOperator', findings: [] });
    await ledger.append(stream, { type: 'withheld', command, because: 'the step asks an operator' });
    await ledger.append(stream, { type: 'stepDone', evidence: { dryRun: true } });
  }
};

/**
 * What comes next, from plan and ledger. Run twice, it gives the same stage again: a stage counts as run only when the machine says
 * so, by `ranStage`.
 */
export const chooseNextStage = async (
  { runId, ranStage }: ChooseNextStageInput,
  { plans, ledgerOf }: ChooseNextStageDependencies,
): Promise<ChooseNextStageOutput> => {
  const ledger = ledgerOf(runId);
  if (ranStage !== '-') await endLostSteps(ledger, ranStage, findRun(plans, await ledger.read()));
  for (;;) {
    const found = findRun(plans, await ledger.read());
    const choice = choose({ runId, ...found });
    if (choice.next === 'finished' || choice.next === 'stop') return { next: choice.next, stage: '-', steps: [] };
    if (choice.next === 'withhold') {
      await withhold(ledger, choice.questions, found.plan.regions.standby);
      continue;
    }
    const { next, stage, steps } = choice;
    const fact = { stage, steps: steps.map(({ stepId }) => stepId), wide: next === 'distributed' };
    const fencedAt = fencedSince(found.runbook, stage, found.run);
    if (!found.run.chosenStages.includes(stage)) await ledger.append('run', { type: 'stageChosen', ...fact, fencedAt });
    return { next, stage, steps: [...steps] };
  }
};
