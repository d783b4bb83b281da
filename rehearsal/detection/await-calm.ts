import { operate } from 'simulated-aws/operate.ts';
import * as z from 'zod';
import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import { alarmsOf } from '../../shared/domain/detection/alarms-of.ts';
import { probeAlarmEnd } from '../../shared/domain/detection/probe-metric.ts';
import type { Stage } from '../stage.ts';

const Described = z.object({
  MetricAlarms: z.array(z.object({ AlarmName: z.string(), StateValue: z.string() })).default([]),
  CompositeAlarms: z.array(z.object({ AlarmName: z.string(), StateValue: z.string() })).default([]),
});

/** The alarms of the plan that are not OK yet, those on its probes among them. */
export async function alarmsNotOk(stage: Pick<Stage, 'aws' | 'standby'>, plan: DeployedPlan): Promise<string[]> {
  const named = alarmsOf(plan);
  const probes = plan.detection.signals.flatMap((signal, index) =>
    'probe' in signal ? [probeAlarmEnd(plan.plan, index)] : [],
  );
  const regions = [...new Set([stage.standby, ...named.map(({ region }) => region)])];
  const found = (await Promise.all(regions.map((region) => alarmsIn(stage, region)))).flat();
  const isOk = (isIt: (alarm: (typeof found)[number]) => boolean) =>
    found.some((alarm) => isIt(alarm) && alarm.StateValue === 'OK');
  return [
    ...named
      .filter(({ alarm, region }) => !isOk((one) => one.AlarmName === alarm && one.region === region))
      .map(({ alarm }) => alarm),
    ...probes.filter((end) => !isOk((one) => one.AlarmName.endsWith(end))),
  ];
}

async function alarmsIn({ aws }: Pick<Stage, 'aws'>, region: string) {
  const input = { AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] };
  const { MetricAlarms, CompositeAlarms } = Described.parse(
    await operate(aws, { service: 'monitoring', region, operation: 'DescribeAlarms', input }),
  );
  return [...MetricAlarms, ...CompositeAlarms].map((alarm) => ({ ...alarm, region }));
}
