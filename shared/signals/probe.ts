import type { ProbeSignal } from '../contracts/detection/detection.ts';
import { probeDimensions, probeMetric } from '../domain/detection/probe-metric.ts';
import { newestState, readRecentPoints } from './metric-points.ts';
import type { Judgement, Reader } from './signal-clients.ts';

const spanSeconds = 900;

/** After so many asks that left nothing behind, and some time for the last to end, nobody asks any more. */
const asksMissed = 3;
const graceSeconds = 30;

/** What ProbeEndpoints last saw. Nothing is asked here: a service that is silent would hold up everybody who weighs. */
export async function readProbe(
  { every }: ProbeSignal,
  index: number,
  { plan, clients, now }: Reader,
): Promise<Judgement> {
  const periodSeconds = Math.min(every, 60);
  const points = await readRecentPoints(clients.cloudWatch(plan.regions.standby).watcher, {
    namespace: probeMetric.namespace,
    name: probeMetric.name,
    dimensions: probeDimensions(plan.plan, index),
    ...{ periodSeconds, spanSeconds, now },
  });
  const longestGapSeconds = asksMissed * every + graceSeconds;
  const newest = newestState({ points, isBad: ({ most }) => most >= 1, periodSeconds, longestGapSeconds, now });
  if (newest === undefined) return { state: 'stale', answer: 'it has left no result in the last 15 minutes' };
  const { isBad, since, ageSeconds } = newest;
  if (ageSeconds > longestGapSeconds)
    return { state: 'stale', answer: `its last result is ${Math.round(ageSeconds)} s old`, ageSeconds };
  return {
    state: isBad ? 'bad' : 'good',
    answer: isBad ? 'no answer as it should be' : 'answered as it should',
    ...{ since, ageSeconds },
  };
}
