import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { defined } from '../../contracts/defined.ts';
import type { RegionName } from '../../contracts/fields.ts';
import type { RedeployServiceSpec } from '../../contracts/specs/redeploy-service.ts';
import type { Act, Decision } from '../../domain/decision.ts';
import { judgeUnreadable } from '../../domain/judge-unreadable.ts';
import { knownOf } from '../../domain/reading.ts';
import { secondsBetween } from '../../domain/time.ts';
import type { Step, StepRun } from '../../executor/step.ts';
import { assess } from './assess.ts';
import type { RedeployServiceFacts, Rollout, ServiceFacts } from './facts.ts';
import { observe, type RedeployServiceDependencies } from './observe.ts';
import { lastCall, ownDeployment } from './own-deployment.ts';
import { nameOf, whyUnfit, whyWithoutTasks } from './unfit.ts';

const operation = 'UpdateService';

/** ECS shows a new deployment a moment later (eventual consistency). */
const lagSeconds = 30;
const reasonsTold = 3;

export type RedeployCommand = Readonly<{
  service: 'ecs';
  operation: typeof operation;
  region: RegionName;
  input: { cluster: string; service: string; forceNewDeployment: true };
}>;

/**
 * Replaces all tasks of an ECS service by new ones of the same task definition:
 * docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html, forceNewDeployment. Done when the new deployment is complete
 * and nothing is left of the former; whether the tasks serve is for checkEndpoint to say.
 */
export const redeployService: Step<
  RedeployServiceSpec,
  RedeployServiceFacts,
  RedeployCommand,
  RedeployServiceDependencies
> = {
  kind: 'redeployService',
  observe,
  decide,
  assess,
  send: async ({ region, input }, { ecs }) => {
    const { service } = await ecs(region).actor.send(new UpdateServiceCommand(input));
    const begun = service?.deployments?.find(({ status }) => status === 'PRIMARY')?.id;
    return defined({ deployment: begun });
  },
};

type Situation = Readonly<{
  spec: RedeployServiceSpec;
  run: StepRun;
  service: ServiceFacts;
  /** In words, with what stands before it; empty when nobody knows of a task that stopped. */
  stopped: string;
}>;

function decide(spec: RedeployServiceSpec, facts: RedeployServiceFacts, run: StepRun): Decision<RedeployCommand> {
  if (facts.service.kind === 'unreadable') return judgeUnreadable(nameOf(spec, run), facts.service.failure);
  const service = facts.service.value;
  const unfit = whyUnfit(spec, service, run) ?? whyWithoutTasks(spec, service, run);
  if (unfit !== undefined) return { refuse: unfit };
  const situation: Situation = { spec, run, service, stopped: stoppedIn(facts) };
  const call = lastCall(run);
  return call === undefined ? begin(situation) : judgeCalled(situation, call);
}

function stoppedIn({ stopReasons }: RedeployServiceFacts): string {
  const reasons = (knownOf(stopReasons) ?? []).slice(0, reasonsTold);
  return reasons.length > 0 ? `; tasks stopped: ${reasons.join('; ')}` : '';
}

/** Two deployments at once have no room for each other, and a person's comes first: it replaces the same tasks. */
function begin({ spec, run, service, stopped }: Situation): Decision<RedeployCommand> {
  const { deployments } = service;
  const [primary] = deployments;
  if (primary?.state === 'IN_PROGRESS')
    return { wait: 2, because: `deployment ${primary.id}, not of this run, is in progress${stopped}` };
  return {
    act: {
      service: 'ecs',
      operation,
      region: run.regions[spec.region],
      input: { cluster: spec.cluster, service: spec.service, forceNewDeployment: true },
    },
    because: `every task of ${nameOf(spec, run)} is to be replaced by a new one`,
    evidence: { deployments: deployments.map(({ id }) => id) },
  };
}

function judgeCalled(situation: Situation, call: Act): Decision<RedeployCommand> {
  const own = ownDeployment(situation.service.deployments, call);
  if (own?.isPrimary) return judgePrimary(situation, own, call);
  if (own !== undefined) return judgeReplaced(situation, own, call);
  if (secondsBetween(call.at, situation.run.now) < lagSeconds)
    return { wait: 2, because: 'ECS does not show the new deployment yet' };
  // Without a receipt nobody knows that there ever was one.
  return call.receipt === undefined ? begin(situation) : judgeReplaced(situation, undefined, call);
}

function judgePrimary(situation: Situation, own: Rollout, call: Act): Decision<RedeployCommand> {
  const { spec, run, service, stopped } = situation;
  const { id, state, reason, desired, running } = own;
  if (state === 'FAILED')
    return failOrBegin(situation, call, `deployment ${id} of ${nameOf(spec, run)} failed: ${reason}`);
  if (running < desired) return { wait: 2, because: `deployment ${id}: ${running} of ${desired} tasks run${stopped}` };
  const former = service.deployments.filter((one) => one !== own);
  if (former.length > 0)
    return {
      wait: 2,
      because: `deployment ${id}: ${running} of ${desired} tasks run, and those of before are being stopped`,
    };
  if (state !== 'COMPLETED') return { wait: 2, because: `deployment ${id}: ${state}` };
  return { done: { cluster: spec.cluster, service: spec.service, deployment: id, running } };
}

/** A person who says retry after a deployment has failed wants another one; within one attempt there is one. */
function failOrBegin(situation: Situation, call: Act, because: string): Decision<RedeployCommand> {
  return call.at >= situation.run.startedAt ? { fail: `${because}${situation.stopped}` } : begin(situation);
}

/** `own`: what is still shown of it. A rollback takes up a deployment that was there before. */
function judgeReplaced(situation: Situation, own: Rollout | undefined, call: Act): Decision<RedeployCommand> {
  const { spec, run, service } = situation;
  const [primary] = service.deployments;
  const id = own?.id ?? call.receipt?.deployment;
  const what = `deployment ${id} of ${nameOf(spec, run)}`;
  if (primary !== undefined && secondsBetween(call.at, primary.createdAt) > 0 && own?.state !== 'FAILED')
    return failOrBegin(situation, call, `${what} was replaced by ${primary.id}, not of this run: ${primary.reason}`);
  const back = primary === undefined ? '' : `; ECS has gone back to ${primary.id}: ${primary.reason}`;
  const told = service.events.find((event) => id !== undefined && event.includes(id) && event.includes('failed'));
  return failOrBegin(situation, call, `${what} failed: ${own?.reason ?? told ?? 'it is shown no more'}${back}`);
}
