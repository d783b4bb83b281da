import type { AlarmSignal, Signal } from '../../shared/contracts/detection/detection.ts';
import type { Plan } from '../../shared/contracts/plan.ts';
import { healthMetricsRegion } from '../../shared/domain/detection/alarms-of.ts';
import { probeMetric } from '../../shared/domain/detection/probe-metric.ts';
import type { Complaint } from './complaint.ts';
import { hostOf } from './runbook/view.ts';

/** Two signals about one thing say it twice: a host that is asked by two paths has one network, one balancer, one name. */
export function sameVoices(plan: Plan): Complaint[] {
  const seen = new Map<string, number>();
  return plan.detection.signals.flatMap((signal, index) => {
    const subjects = subjectsOf(signal, plan);
    const first = subjects.map((subject) => seen.get(subject)).find((found) => found !== undefined);
    for (const subject of subjects) if (!seen.has(subject)) seen.set(subject, index);
    if (first === undefined) return [];
    const message = `is the same as signal ${first + 1}: one voice, not two; leave it out, or watch something else`;
    return [{ path: ['detection', 'signals', index], message }];
  });
}

/** What a signal is about, so that the same voice is not counted twice: the alarm on a health check is that health check. */
function subjectsOf(signal: Signal, plan: Plan): string[] {
  if ('healthCheck' in signal)
    return [
      `health check ${signal.healthCheck}`,
      ...(signal.host ? [`health check of ${signal.host}`] : []),
      ...(signal.alarm ? [`alarm ${healthMetricsRegion} ${signal.alarm}`] : []),
    ];
  if ('probe' in signal) return probeOf(signal);
  if ('rdsEvent' in signal) return [`RDS events ${plan.regions[signal.region]} ${signal.rdsEvent}`];
  return [`alarm ${plan.regions[signal.region]} ${signal.alarm}`, ...metricOf(signal, plan)];
}

const probeOf = (signal: Signal | undefined): string[] =>
  signal !== undefined && 'probe' in signal ? [`probe of ${hostOf(signal.probe)}`] : [];

/** What an alarm says is what its metric says: that of a health check and that of a probe are signals themselves. */
function metricOf({ watches, region }: AlarmSignal, { plan, regions, detection }: Plan): string[] {
  if (watches === undefined) return [];
  if ('rule' in watches) return [`rule ${regions[region]} ${watches.rule}`];
  const { namespace, metric, dimensions } = watches;
  if (namespace === 'AWS/Route53' && dimensions.HealthCheckId !== undefined)
    return [`health check ${dimensions.HealthCheckId}`];
  if (namespace === probeMetric.namespace && dimensions.Plan === plan)
    return probeOf(detection.signals[Number(dimensions.Signal)]);
  return [`metric ${regions[region]} ${namespace} ${metric} ${JSON.stringify(Object.entries(dimensions).sort())}`];
}
