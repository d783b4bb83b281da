import type { Act } from '../../domain/decision.ts';
import { secondsBetween } from '../../domain/time.ts';
import type { StepRun } from '../../executor/step.ts';
import type { Rollout } from './facts.ts';

/** Between the clock of the function and the one of ECS. */
const skewSeconds = 5;

/** The last call that may have begun a deployment. */
export const lastCall = (run: StepRun): Act | undefined => run.acts.findLast(({ result }) => result !== 'rejected');

/**
 * What the call has begun, as far as ECS shows it: the deployment that its answer named. Where the answer was lost it is one that did not
 * stand at the look before the call and was created after it; if it is somebody else's, its tasks are as new as ours would be.
 */
export function ownDeployment(deployments: readonly Rollout[], call: Act): Rollout | undefined {
  const { receipt } = call;
  if (receipt !== undefined) return deployments.find(({ id }) => id === receipt.deployment);
  const before = standingBefore(call);
  return deployments.find(
    ({ id, createdAt }) => !before.includes(id) && secondsBetween(call.at, createdAt) >= -skewSeconds,
  );
}

const standingBefore = ({ evidence }: Act): readonly unknown[] =>
  Array.isArray(evidence?.deployments) ? evidence.deployments : [];
