import type { RedeployServiceSpec } from '../../contracts/specs/redeploy-service.ts';
import type { StepRun } from '../../executor/step.ts';
import type { ServiceFacts } from './facts.ts';

export const nameOf = ({ cluster, service, region }: RedeployServiceSpec, run: StepRun): string =>
  `service ${cluster}/${service} in ${run.regions[region]}`;

/**
 * Why no deployment can be begun or followed here; undefined when it can. CodeDeploy and external controllers take no forced deployment
 * from UpdateService, and of strategies that shift traffic ECS is not done when its tasks run.
 */
export function whyUnfit(spec: RedeployServiceSpec, service: ServiceFacts, run: StepRun): string | undefined {
  const { status, controller, strategy, deployments } = service;
  const name = nameOf(spec, run);
  if (status !== 'ACTIVE') return `${name} is ${status}`;
  if (controller !== 'ECS') return `${name} is deployed by ${controller}, which UpdateService does not start`;
  if (strategy !== 'ROLLING') return `${name} is deployed by ${strategy}; only rolling deployments can be followed`;
  const [primary] = deployments;
  if (primary === undefined) return `ECS shows no deployment of ${name}`;
  if (primary.state === undefined)
    return `ECS tells no rollout state of ${name} (Classic Load Balancer), so that nobody would see it done`;
  return undefined;
}

export const whyWithoutTasks = (
  spec: RedeployServiceSpec,
  { desired }: ServiceFacts,
  run: StepRun,
): string | undefined =>
  desired > 0 ? undefined : `${nameOf(spec, run)} wants no task, so that nothing would run: give it some first`;
