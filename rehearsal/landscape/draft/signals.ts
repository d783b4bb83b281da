import type { Side } from '../../../shared/contracts/fields.ts';
import type { DeployedPlan } from '../../../shared/contracts/plan.ts';
import type { Refusals } from './databases.ts';
import type { BalancerDraft } from './draft.ts';

type Placed = Readonly<{ balancers: readonly Omit<BalancerDraft, 'metricNames'>[]; from: Side }>;

/** Which load balancer is known by which name in CloudWatch. */
export function draftSignals(plan: DeployedPlan, { balancers, from }: Placed) {
  const serving = balancers.filter(({ side }) => side === from);
  const owners = watchedNames(plan).map((name) => ({ name, host: likestOf(name, serving) }));
  const refusals: Refusals = [];
  return {
    balancers: balancers.map((one): BalancerDraft => {
      const names = owners.filter(({ host }) => host === one.host).map(({ name }) => name);
      return { ...one, metricNames: names.length > 0 ? [...new Set(names)] : [`app/${one.host.split('.')[0]}/1`] };
    }),
    refusals,
  };
}

/** The load balancers whose metrics the alarms of the plan watch. */
const watchedNames = ({ detection }: DeployedPlan): string[] =>
  detection.signals.flatMap((signal) => {
    const watched = 'alarm' in signal && 'watches' in signal ? signal.watches : undefined;
    return watched !== undefined && 'dimensions' in watched ? (watched.dimensions.LoadBalancer ?? []) : [];
  });

const likestOf = (metricName: string, serving: readonly { host: string }[]): string | undefined =>
  serving.toSorted((a, b) => likeness(metricName, b.host) - likeness(metricName, a.host))[0]?.host;

/** `app/orders/1` is of orders-1.eu-west-1.elb.amazonaws.com rather than of billing-1…. */
const likeness = (metricName: string, host: string): number =>
  words(metricName).filter((word) => words(host.split('.')[0] ?? '').includes(word)).length;

const words = (text: string): string[] => text.toLowerCase().split(/[^a-z0-9]+/);
