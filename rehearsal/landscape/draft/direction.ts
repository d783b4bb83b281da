import type { Side } from '../../../shared/contracts/fields.ts';
import type { DeployedPlan, Runbook } from '../../../shared/contracts/plan.ts';
import { effectOf, kindOf, namedIn, type PlanStep } from '../../../shared/contracts/step-kind.ts';

export const otherSide = (side: Side): Side => (side === 'primary' ? 'standby' : 'primary');

export const stepsOf = (runbook: Runbook): PlanStep[] => runbook.stages.flatMap((stage) => stage.steps);

/** It moves nothing away from where the service is. */
export const isInPlace = (runbook: Runbook): boolean =>
  stepsOf(runbook).every((step) => !['closes', 'takesOver'].includes(effectOf(kindOf(step))));

/** Where the service is before a run, and where its runbook leads it. */
export function directionOf(runbook: Runbook): Readonly<{ from: Side; to: Side }> {
  if (isInPlace(runbook)) return { from: 'primary', to: 'primary' };
  const steps = stepsOf(runbook);
  const closed = sideOf(steps, 'closes');
  const usual = runbook.kind === 'failback' ? 'primary' : 'standby';
  const to = sideOf(steps, 'takesOver') ?? (closed === undefined ? usual : otherSide(closed));
  return { from: otherSide(to), to };
}

const sideOf = (steps: readonly PlanStep[], effect: 'closes' | 'takesOver'): Side | undefined =>
  steps
    .filter((step) => effectOf(kindOf(step)) === effect)
    .flatMap((step) => namedIn(step).flatMap((named) => (named.type === 'database' ? [named.region] : [])))[0];

/** The runbook by which the service is moved, where this one only mends it: there stands what the service is made of. */
export function movingRunbook(plan: DeployedPlan, runbook: Runbook): Runbook | undefined {
  if (!isInPlace(runbook)) return undefined;
  const usual = plan.runbooks[plan.response.runbook];
  return [...(usual === undefined ? [] : [usual]), ...Object.values(plan.runbooks)].find((one) => !isInPlace(one));
}
