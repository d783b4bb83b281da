import type { Finding } from '../../contracts/finding.ts';
import type { RedeployServiceSpec } from '../../contracts/specs/redeploy-service.ts';
import { blocker, doubt, unreadable, warning } from '../../executor/findings.ts';
import type { StepRun } from '../../executor/step.ts';
import type { RedeployServiceFacts, ServiceFacts } from './facts.ts';
import { lastCall, ownDeployment } from './own-deployment.ts';
import { nameOf, whyUnfit, whyWithoutTasks } from './unfit.ts';

/** A service without tasks is no blocker: a step before this one may start some. */
export function assess(spec: RedeployServiceSpec, { service }: RedeployServiceFacts, run: StepRun): Finding[] {
  const name = nameOf(spec, run);
  if (service.kind === 'unreadable') return [unreadable(name, service.failure)];
  const unfit = whyUnfit(spec, service.value, run);
  if (unfit !== undefined) return [blocker(unfit)];
  const empty = whyWithoutTasks(spec, service.value, run);
  if (empty !== undefined) return [doubt(empty)];
  return [...othersRollout(service.value, name, run), ...riskOf(service.value, name)];
}

/** Somebody else's deployment would be waited for, and may never end. */
function othersRollout({ deployments }: ServiceFacts, name: string, run: StepRun): Finding[] {
  const [primary] = deployments;
  const call = lastCall(run);
  const own = call && ownDeployment(deployments, call);
  if (primary?.state !== 'IN_PROGRESS' || primary === own) return [];
  return [
    doubt(`deployment ${primary.id} of ${name} is in progress since ${primary.createdAt}: it would be waited for`),
  ];
}

function riskOf({ hasCircuitBreaker, desired, minimumHealthyPercent }: ServiceFacts, name: string): Finding[] {
  const fewest = Math.ceil((desired * minimumHealthyPercent) / 100);
  return [
    ...(hasCircuitBreaker
      ? []
      : [warning(`${name} has no circuit breaker: a deployment that fails ends by the timeout of the step alone`)]),
    ...(fewest < desired ? [warning(`${name} may run as few as ${fewest} of ${desired} tasks meanwhile`)] : []),
  ];
}
