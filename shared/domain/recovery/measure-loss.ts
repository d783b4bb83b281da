import type { SignalReading } from '../../contracts/detection/signal-reading.ts';
import type { Plan } from '../../contracts/plan.ts';
import type { LossBasis } from '../../contracts/recovery/facts-of-run.ts';
import type { Watch } from '../detection/standing.ts';
import { weighingOf } from '../detection/weighing-of.ts';
import { secondsBetween } from '../time.ts';

/** Detection looks every five minutes at least; what it left longer ago is of another time. */
const freshSeconds = 600;

export type LossEvidence = Readonly<{
  plan: Pick<Plan, 'detection' | 'regions'>;
  signals: readonly SignalReading[];
  /** What detection left at its last look, and when that was. */
  kept: Readonly<{ watch: Watch; seenAt: string | undefined }>;
  /** The newest commit that a replica has replayed. */
  lastCommitAt: string | undefined;
  now: string;
}>;

/** Until when writes may have been acknowledged, and who says so. */
export type MeasuredLoss = Readonly<{ since: string; basis: LossBasis }>;

/**
 * Measured, never typed. Only while a quorum holds has anybody seen service lost, and a commit that came after that shows that
 * writes went on: else they may be acknowledged to this moment. Where a signal turned later than detection saw the quorum,
 * service was seen between its looks: the later one counts. A signal that does not know since when does not contradict detection.
 */
export function measureLoss(evidence: LossEvidence): MeasuredLoss {
  const { lastCommitAt, now } = evidence;
  const seen = seenLost(evidence);
  const isSeen = seen !== undefined && (lastCommitAt === undefined || lastCommitAt <= seen.since);
  return isSeen ? seen : { since: now, basis: 'decision' };
}

/** What detection and the signals say, before anybody has looked at what was written since. */
function seenLost(evidence: LossEvidence): MeasuredLoss | undefined {
  const { plan, signals } = evidence;
  const { isLost, lostSince } = weighingOf(signals, plan);
  if (!isLost || lostSince === undefined) return undefined;
  const watched = watchedSince(evidence);
  if (watched === undefined) return { since: lostSince, basis: 'signals' };
  const dated = signals.map((signal) => ({ ...signal, since: signal.since ?? watched }));
  return { since: later(watched, weighingOf(dated, plan).lostSince ?? watched), basis: 'watched' };
}

function watchedSince({ kept, now }: LossEvidence): string | undefined {
  const { watch, seenAt } = kept;
  if (seenAt === undefined || secondsBetween(seenAt, now) > freshSeconds) return undefined;
  return watch.episode?.lostSince;
}

const later = (one: string, other: string): string => (one > other ? one : other);
