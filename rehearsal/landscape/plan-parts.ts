import type { RegionName, Side } from '../../shared/contracts/fields.ts';
import type { DeployedPlan, Runbook } from '../../shared/contracts/plan.ts';
import { effectOf, kindOf, type PlanStep } from '../../shared/contracts/step-kind.ts';

/** What a plan says about the service that it protects: enough to build that service for a rehearsal. */
export type PlanParts = Readonly<{
  plan: DeployedPlan;
  steps: readonly PlanStep[];
  regionOf: (side: Side) => RegionName;
  /** Where the service is to be in the end. */
  servingSide: Side;
  primaryDatabase: string;
  databaseName: string;
  /** Host names of the load balancers, by side. */
  balancers: Readonly<Record<Side, string>>;
  /** What the load balancer's metrics are known by. */
  balancerMetric: string;
  /** The name that clients know. */
  serviceName: string;
}>;

type KindKey<K extends string> = Extract<PlanStep, Record<K, unknown>>;

export const stepsWith = <K extends string>(steps: readonly PlanStep[], kind: K): KindKey<K>[] =>
  steps.filter((step): step is KindKey<K> => kind in step);

const hostIn = (url: string) => new URL(url).hostname;

const balancerOf = (steps: readonly PlanStep[], region: string): string | undefined =>
  stepsWith(steps, 'checkEndpoint')
    .map((step) => hostIn(step.checkEndpoint.url))
    .find((host) => host.endsWith(`.${region}.elb.amazonaws.com`));

const balancerMetricOf = ({ detection }: DeployedPlan): string | undefined =>
  detection.signals.flatMap((signal) => {
    const watched = 'alarm' in signal && 'watches' in signal ? signal.watches : undefined;
    return watched !== undefined && 'dimensions' in watched ? (watched.dimensions.LoadBalancer ?? []) : [];
  })[0];

const stepsOf = (runbook: Runbook): PlanStep[] => runbook.stages.flatMap((stage) => stage.steps);

/** It moves nothing away from the primary side. */
export const isInPlace = (runbook: Runbook): boolean =>
  stepsOf(runbook).every((step) => !['closes', 'takesOver'].includes(effectOf(kindOf(step))));

/** A runbook that mends the service where it is names only what it mends; what the service is made of stands in the one that moves it. */
const stagedSteps = (plan: DeployedPlan, runbook: Runbook): PlanStep[] => {
  const moving = plan.runbooks[plan.response.runbook];
  return [...stepsOf(runbook), ...(isInPlace(runbook) && moving !== undefined ? stepsOf(moving) : [])];
};

export const partsOf = (plan: DeployedPlan, runbook: Runbook): PlanParts => {
  const steps = stagedSteps(plan, runbook);
  const { primary, standby } = plan.regions;
  const [dns] = stepsWith(steps, 'switchDns');
  const rewritten =
    dns?.switchDns.strategy === 'records' && 'cname' in dns.switchDns.from ? dns.switchDns.from.cname : undefined;
  const [promotion] = stepsWith(steps, 'promoteReplica');
  const probed = plan.detection.signals.find((signal) => 'probe' in signal)?.probe;
  return {
    plan,
    steps,
    regionOf: (side) => plan.regions[side],
    servingSide: isInPlace(runbook) ? 'primary' : 'standby',
    primaryDatabase: stepsWith(steps, 'fenceDatabase')[0]?.fenceDatabase.instance ?? `${plan.plan}-primary`,
    databaseName: promotion?.promoteReplica.database ?? 'postgres',
    balancers: {
      primary: rewritten ?? `${plan.plan}-1.${primary}.elb.amazonaws.com`,
      standby: balancerOf(steps, standby) ?? `${plan.plan}-2.${standby}.elb.amazonaws.com`,
    },
    balancerMetric: balancerMetricOf(plan) ?? `app/${plan.plan}/1`,
    serviceName: dns?.switchDns.name ?? (probed === undefined ? `${plan.plan}.example.com` : hostIn(probed)),
  };
};
