import type { Signal } from '../../contracts/detection/detection.ts';
import { AlarmName, RegionName } from '../../contracts/fields.ts';
import type { Plan } from '../../contracts/plan.ts';
import { probeAlarmEnd } from './probe-metric.ts';

/** The metrics of Route 53 health checks have one home, and so have the alarms on them. */
export const healthMetricsRegion = RegionName.parse('us-east-1');

export type AlarmPlace = Readonly<{ alarm: AlarmName; region: RegionName }>;

/** Every alarm that the plan names; a change of its state wakes the plan. Those on its own probes the stack adds. */
export const alarmsOf = (plan: Pick<Plan, 'regions' | 'detection'>): AlarmPlace[] =>
  plan.detection.signals.flatMap((signal) => namedBy(signal, plan) ?? []);

function namedBy(signal: Signal, { regions }: Pick<Plan, 'regions'>): AlarmPlace | undefined {
  if ('healthCheck' in signal)
    return signal.alarm === undefined ? undefined : { alarm: signal.alarm, region: healthMetricsRegion };
  return 'alarm' in signal ? { alarm: signal.alarm, region: regions[signal.region] } : undefined;
}

type Watched = Pick<Plan, 'plan' | 'regions' | 'detection'>;

/**
 * The alarm of each signal, in the plan's order, those on its own probes among them: the stack makes them under its own name,
 * service and stage. Undefined for a signal without one.
 */
export const alarmOfEach = (plan: Watched, stackName: string): (AlarmPlace | undefined)[] =>
  plan.detection.signals.map((signal, index) => {
    if (!('probe' in signal)) return namedBy(signal, plan);
    const alarm = AlarmName.parse(`${stackName}${probeAlarmEnd(plan.plan, index)}`);
    return { alarm, region: plan.regions.standby };
  });
