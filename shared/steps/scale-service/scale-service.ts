import { type ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import type { ClientsOf } from '../../aws/clients.ts';
import { describeService, readStopReasons } from '../../aws/ecs.ts';
import { read } from '../../aws/read.ts';
import type { RegionName } from '../../contracts/fields.ts';
import type { Finding } from '../../contracts/finding.ts';
import type { ScaleServiceSpec } from '../../contracts/specs/scale-service.ts';
import type { Decision } from '../../domain/decision.ts';
import { judgeUnreadable } from '../../domain/judge-unreadable.ts';
import { outsideText } from '../../domain/outside-text.ts';
import { knownOf, type Reading } from '../../domain/reading.ts';
import { secondsSinceAct } from '../../executor/acts.ts';
import { findingsOf, info, unreadable } from '../../executor/findings.ts';
import type { Step, StepRun } from '../../executor/step.ts';

const operation = 'UpdateService';

/** ECS shows a change of the count a moment later (eventual consistency). */
const countLagSeconds = 30;
const reasonsTold = 3;

type ServiceCounts = Readonly<{
  status: string;
  desired: number;
  running: number;
  /** Of deployments that ECS itself has given up: the circuit breaker. */
  failedDeployment: string | undefined;
}>;

export type ScaleServiceFacts = Readonly<{
  service: Reading<ServiceCounts>;
  /** Why tasks have stopped; read only while some are missing. */
  stopReasons: Reading<readonly string[]>;
}>;

export type ScaleCommand = Readonly<{
  service: 'ecs';
  operation: typeof operation;
  region: RegionName;
  input: { cluster: string; service: string; desiredCount: number };
}>;

type Dependencies = Readonly<{ ecs: ClientsOf<ECSClient> }>;

/**
 * Raises the number of tasks of an ECS service, and never lowers it: docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html.
 * Done when so many run; whether they serve is for checkEndpoint to say. An auto scaling that lowers the count again later
 * is not watched.
 */
export const scaleService: Step<ScaleServiceSpec, ScaleServiceFacts, ScaleCommand, Dependencies> = {
  kind: 'scaleService',
  observe,
  decide,
  assess,
  send: async ({ region, input }, { ecs }) => {
    await ecs(region).actor.send(new UpdateServiceCommand(input));
    return {};
  },
};

async function observe(spec: ScaleServiceSpec, run: StepRun, { ecs }: Dependencies): Promise<ScaleServiceFacts> {
  const name = { region: run.regions[spec.region], cluster: spec.cluster, service: spec.service };
  const service = await read(async (): Promise<ServiceCounts> => {
    const {
      status = 'unknown',
      desiredCount = 0,
      runningCount = 0,
      deployments = [],
    } = await describeService(ecs, name);
    const failed = deployments.find(({ rolloutState }) => rolloutState === 'FAILED');
    const failedDeployment = failed && outsideText(`${failed.id ?? ''} ${failed.rolloutStateReason ?? ''}`);
    return { status, desired: desiredCount, running: runningCount, failedDeployment };
  });
  const counts = knownOf(service);
  const isShort = counts !== undefined && counts.running < Math.min(spec.desired, counts.desired);
  const stopReasons = isShort ? await read(() => readStopReasons(ecs, name)) : ({ kind: 'known', value: [] } as const);
  return { service, stopReasons };
}

function decide(spec: ScaleServiceSpec, facts: ScaleServiceFacts, run: StepRun): Decision<ScaleCommand> {
  const { service } = facts;
  if (service.kind === 'unreadable') return judgeUnreadable(nameOf(spec, run), service.failure);
  const { status, desired, running, failedDeployment } = service.value;
  if (status !== 'ACTIVE') return { refuse: `${nameOf(spec, run)} is ${status}` };
  if (failedDeployment !== undefined)
    return { fail: `a deployment of ${nameOf(spec, run)} failed: ${failedDeployment}` };
  if (running >= spec.desired && desired >= spec.desired)
    return { done: { cluster: spec.cluster, service: spec.service, desired, running } };
  if (desired >= spec.desired) return waitForTasks(spec, running, facts);
  if (secondsSinceAct(run, operation) < countLagSeconds)
    return { wait: 2, because: 'ECS does not show the new count yet' };
  return {
    act: {
      service: 'ecs',
      operation,
      region: run.regions[spec.region],
      input: { cluster: spec.cluster, service: spec.service, desiredCount: spec.desired },
    },
    because: `${desired} tasks are wanted where the plan wants ${spec.desired}`,
  };
}

function nameOf({ cluster, service, region }: ScaleServiceSpec, run: StepRun): string {
  return `service ${cluster}/${service} in ${run.regions[region]}`;
}

function waitForTasks(spec: ScaleServiceSpec, running: number, { stopReasons }: ScaleServiceFacts) {
  const reasons = (knownOf(stopReasons) ?? []).slice(0, reasonsTold);
  const stopped = reasons.length > 0 ? `; tasks stopped: ${reasons.join('; ')}` : '';
  return { wait: 2, because: `${running} of ${spec.desired} tasks run${stopped}` };
}

function assess(spec: ScaleServiceSpec, facts: ScaleServiceFacts, run: StepRun): Finding[] {
  const { service } = facts;
  if (service.kind === 'unreadable') return [unreadable(nameOf(spec, run), service.failure)];
  const { desired } = service.value;
  const isLarger = desired > spec.desired;
  return [
    ...findingsOf(decide(spec, facts, run)),
    ...(isLarger ? [info(`${nameOf(spec, run)} has ${desired} tasks already; it is not made smaller`)] : []),
  ];
}
