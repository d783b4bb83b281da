import type { RunId } from '../contracts/fields.ts';
import type { PlanStep } from '../contracts/step-kind.ts';
import { identityOf, mayBeMade } from '../domain/recovery/identity.ts';
import type { FoundRun } from '../plans/find-run.ts';
import type { StepRun } from './step.ts';

/** What a step may know of a run before it has done anything. */
export const stepRunOf = (
  found: FoundRun,
  step: PlanStep,
  { runId, now }: Readonly<{ runId: RunId; now: string }>,
): StepRun => ({
  plan: found.plan.plan,
  runId,
  stepId: step.id,
  dryRun: found.opened.dryRun,
  lost: found.lost,
  fence: fenceBefore(found, step),
  startedAt: now,
  now,
  acceptedLoss: found.acceptedLoss,
  acceptedForks: found.acceptedForks,
  identity: identityOf(found.plan),
  mayBeMade: mayBeMade(found.runbook, step.id),
  regions: found.plan.regions,
  acts: [],
});

/** What was fenced in the stages before the one of this step, once all of it is proven. */
function fenceBefore({ runbook, run }: FoundRun, { id }: PlanStep): StepRun['fence'] {
  const place = runbook.stages.findIndex(({ steps }) => steps.some((step) => step.id === id));
  const stage = runbook.stages[place]?.name;
  const at = stage === undefined ? undefined : run.fencedBefore(stage);
  const databases = runbook.stages
    .slice(0, place)
    .flatMap(({ steps }) => steps.flatMap((step) => ('fenceDatabase' in step ? [step.fenceDatabase] : [])));
  return at === undefined ? undefined : { at, databases };
}
