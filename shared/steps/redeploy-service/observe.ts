import type { Deployment, ECSClient, Service, ServiceEvent } from '@aws-sdk/client-ecs';
import type { ClientsOf } from '../../aws/clients.ts';
import { describeService, readStopReasons } from '../../aws/ecs.ts';
import { read } from '../../aws/read.ts';
import type { RedeployServiceSpec } from '../../contracts/specs/redeploy-service.ts';
import { outsideText } from '../../domain/outside-text.ts';
import { knownOf } from '../../domain/reading.ts';
import type { StepRun } from '../../executor/step.ts';
import type { RedeployServiceFacts, Rollout, ServiceFacts } from './facts.ts';
import { lastCall, ownDeployment } from './own-deployment.ts';

const eventsKept = 20;

export type RedeployServiceDependencies = Readonly<{ ecs: ClientsOf<ECSClient> }>;

export async function observe(
  spec: RedeployServiceSpec,
  run: StepRun,
  { ecs }: RedeployServiceDependencies,
): Promise<RedeployServiceFacts> {
  const name = { region: run.regions[spec.region], cluster: spec.cluster, service: spec.service };
  const service = await read(async () => factsOf(await describeService(ecs, name)));
  const known = knownOf(service);
  const deployment = known && awaited(known, run);
  const none = { kind: 'known', value: [] } as const;
  const stopReasons = deployment === undefined ? none : await read(() => readStopReasons(ecs, name, deployment));
  return { service, stopReasons };
}

function factsOf({ status = 'unknown', desiredCount = 0, deploymentController, ...rest }: Service): ServiceFacts {
  const { deploymentConfiguration: configuration, deployments = [], events = [] } = rest;
  return {
    status,
    controller: deploymentController?.type ?? 'ECS',
    strategy: configuration?.strategy ?? 'ROLLING',
    desired: desiredCount,
    minimumHealthyPercent: configuration?.minimumHealthyPercent ?? 100,
    hasCircuitBreaker: configuration?.deploymentCircuitBreaker?.enable === true,
    events: eventsOf(events),
    deployments: deployments.map(rolloutOf).toSorted((a, b) => Number(b.isPrimary) - Number(a.isPrimary)),
  };
}

/** ECS gives the last hundred events, the newest first. */
const eventsOf = (events: readonly ServiceEvent[]): string[] =>
  events
    .flatMap(({ message = '' }) => (message.includes('(deployment ') ? [outsideText(message)] : []))
    .slice(0, eventsKept);

const rolloutOf = ({ id = '', status, rolloutState, rolloutStateReason, ...counts }: Deployment): Rollout => ({
  id,
  isPrimary: status === 'PRIMARY',
  state: rolloutState,
  reason: outsideText(rolloutStateReason ?? ''),
  desired: counts.desiredCount ?? 0,
  running: counts.runningCount ?? 0,
  createdAt: (counts.createdAt ?? new Date(0)).toISOString(),
});

/** The deployment that this run waits for: its own, even when ECS shows it no more, or the one that stands in its way. */
function awaited({ deployments }: ServiceFacts, run: StepRun): string | undefined {
  const call = lastCall(run);
  const isOfThisAttempt = call !== undefined && call.at >= run.startedAt;
  const own = isOfThisAttempt ? (call.receipt?.deployment ?? ownDeployment(deployments, call)?.id) : undefined;
  const id = own ?? deployments[0]?.id;
  const found = deployments.find((one) => one.id === id);
  const isComplete = found?.state === 'COMPLETED' && found.running >= found.desired;
  return isComplete ? undefined : id;
}
