import type { Detection } from '../../contracts/detection/detection.ts';
import type { SignalReading } from '../../contracts/detection/signal-reading.ts';
import type { Plan } from '../../contracts/plan.ts';
import { secondsBetween } from '../time.ts';

type Rules = Readonly<{ detection: Pick<Detection, 'quorum' | 'patience'>; regions: Plan['regions'] }>;

/** What the signals say together at one moment. */
export type Weighing = Readonly<{
  bad: readonly SignalReading[];
  good: readonly SignalReading[];
  /** They say nothing, each for a reason of its own. */
  silent: readonly SignalReading[];
  /** Enough of them say that the service is lost, and not only from within the Region that may be failing. */
  isLost: boolean;
  /** Enough say so, and all of them stand in the Region that may be failing: it may see only itself. */
  isSeenFromInsideOnly: boolean;
  /** Among those that say the service is well, who sees it from outside the failing Region. */
  dissent: readonly SignalReading[];
  /** Since when the quorum has held, as far as the signals know; undefined without a quorum. */
  lostSince: string | undefined;
  /** The first bad sign: of this outage, when there is a quorum, and not of an alarm that has stood there for days. */
  firstBadAt: string | undefined;
}>;

/** Not knowing is not evidence, neither of health nor of failure: only `bad` and `good` are counted. */
export function weighingOf(readings: readonly SignalReading[], rules: Rules): Weighing {
  const bad = readings.filter(({ state }) => state === 'bad');
  const good = readings.filter(({ state }) => state === 'good');
  const isLost = isLostBy(bad, rules);
  const lostSince = isLost ? quorumSince(bad, rules) : undefined;
  return {
    bad,
    good,
    silent: readings.filter(({ state }) => state !== 'bad' && state !== 'good'),
    isLost,
    isSeenFromInsideOnly: !isLost && bad.length >= rules.detection.quorum,
    dissent: good.filter(({ vantage }) => vantage !== rules.regions.primary),
    lostSince,
    firstBadAt: firstSign(bad, lostSince, rules.detection.patience),
  };
}

const isLostBy = (bad: readonly SignalReading[], { detection, regions }: Rules): boolean =>
  bad.length >= detection.quorum && bad.some(({ vantage }) => vantage !== regions.primary);

/** Going back in time, the moment at which those that are bad now became enough. */
function quorumSince(bad: readonly SignalReading[], rules: Rules): string | undefined {
  const times = bad.map(sinceOf).toSorted();
  return times.find((time) =>
    isLostBy(
      bad.filter((reading) => sinceOf(reading) <= time),
      rules,
    ),
  );
}

/** A signal that does not know since when speaks from the moment it was read. */
const sinceOf = ({ since, at }: SignalReading): string => since ?? at;

/** Signs older than the plan's patience would not have agreed with the rest: they are of something else. */
function firstSign(bad: readonly SignalReading[], lostSince: string | undefined, patience: number): string | undefined {
  const times = bad.map(sinceOf).toSorted();
  if (lostSince === undefined) return times[0];
  return times.find((time) => secondsBetween(time, lostSince) <= patience);
}
