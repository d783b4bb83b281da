import type { Signal } from '../../shared/contracts/detection/detection.ts';
import type { Plan } from '../../shared/contracts/plan.ts';
import { isSameHost } from '../../shared/domain/balancer-name.ts';
import type { Complaint } from './complaint.ts';
import { hostOf, type RunbookView, targetOf } from './runbook/view.ts';

/** A signal that turns bad with the side that the service would be moved to says move when nobody should. */
export function checkStandbySignals(plan: Plan, view: RunbookView | undefined): Complaint[] {
  if (view?.kind !== 'failover') return [];
  const names = view.switches.map(({ spec }) => String(spec.name));
  const moved = {
    // A name that leads to itself is a mistake of the switch.
    hosts: view.switches.map(({ spec }) => targetOf(spec)).filter((host) => !names.includes(host)),
    databases: view.promotions.map(({ spec }) => placed(spec.region, spec.instance)),
  };
  return plan.detection.signals.flatMap((signal, index) => {
    const watched = watchedOf(signal, moved);
    if (watched === undefined) return [];
    const message = `watches ${watched}, which ${view.name} moves the service to: watch what clients use now`;
    return [{ path: ['detection', 'signals', index], message }];
  });
}

const placed = (region: string, instance: string): string => `database ${instance} of the ${region} side`;

type Moved = Readonly<{ hosts: readonly string[]; databases: readonly string[] }>;

/** What a signal watches of what the service would be moved to. */
function watchedOf(signal: Signal, { hosts, databases }: Moved): string | undefined {
  if ('probe' in signal) return hosts.find((host) => host === hostOf(signal.probe));
  if ('healthCheck' in signal) return hosts.find((host) => isSameHost(host, signal.host ?? ''));
  if ('rdsEvent' in signal) return databases.find((one) => one === placed(signal.region, signal.rdsEvent));
  const dimensions = signal.watches && 'dimensions' in signal.watches ? Object.values(signal.watches.dimensions) : [];
  return databases.find((one) => dimensions.some((value) => one === placed(signal.region, value)));
}
