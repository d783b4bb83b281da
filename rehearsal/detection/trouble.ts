import type { Choice } from '../choose.ts';
import { servingBalancers } from '../landscape/where.ts';
import type { Stage } from '../stage.ts';

const flaps = 3;
const flapMs = 4000;

/** Down and up again, each time for less than the dwell. The writer's requests really fail meanwhile. */
export async function flap({ clock, landscape }: Stage): Promise<void> {
  for (let count = 0; count < flaps; count += 1) {
    for (const balancer of servingBalancers(landscape)) balancer.setBroken(true);
    await clock.sleep(flapMs);
    for (const balancer of servingBalancers(landscape)) balancer.setBroken(false);
    await clock.sleep(flapMs);
  }
}

/** The metric of the plan's first alarm is bad for a few minutes of AWS's time, and nothing else is. */
export async function raiseFalseAlarm({ aws, clock }: Stage, { plan }: Choice): Promise<void> {
  const signal = plan.detection.signals.find((one) => 'alarm' in one && 'watches' in one && one.watches !== undefined);
  const watched = signal !== undefined && 'watches' in signal ? signal.watches : undefined;
  if (signal === undefined || !('region' in signal) || watched === undefined || 'rule' in watched)
    throw new Error(`${plan.plan} has no alarm on a metric that could be false`);
  const minutes = 3;
  for (let minute = 0; minute < minutes; minute += 1) {
    aws.cloudwatch.record({
      region: plan.regions[signal.region],
      namespace: watched.namespace,
      name: watched.metric,
      dimensions: watched.dimensions,
      value: 500,
      at: clock.now(),
      unit: 'Count',
    });
    await clock.sleep(aws.world.awsTime(60));
  }
}
