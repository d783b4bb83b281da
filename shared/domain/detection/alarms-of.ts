import type { AlarmName } from '../../contracts/detection.ts';
import { RegionName } from '../../contracts/fields.ts';
import type { Plan } from '../../contracts/plan.ts';

export type AlarmPlace = Readonly<{ alarm: AlarmName; region: RegionName }>;

/** The metrics of Route 53 health checks have one home, and so have the alarms on them. */
export const healthMetricsRegion = RegionName.parse('us-east-1');

/** Every alarm that the plan names; a change of its state wakes the plan. Those on its own probes the stack adds. */
export const alarmsOf = ({ regions, detection }: Pick<Plan, 'regions' | 'detection'>): AlarmPlace[] =>
  detection.signals.flatMap((signal): AlarmPlace[] => {
    if ('healthCheck' in signal)
      return signal.alarm === undefined ? [] : [{ alarm: signal.alarm, region: healthMetricsRegion }];
    return 'alarm' in signal ? [{ alarm: signal.alarm, region: regions[signal.region] }] : [];
  });
