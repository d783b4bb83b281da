import type { SignalReading } from '../../contracts/detection/signal-reading.ts';
import type { FactOf } from '../../contracts/ledger-entry.ts';
import type { Plan } from '../../contracts/plan.ts';
import { secondsAfter } from '../time.ts';

/** People type minutes, and their clocks are theirs. */
const leewaySeconds = 60;

export type TypedTime = Readonly<{
  opened: Pick<FactOf<'runOpened'>, 'detectedAt' | 'detectedBy'>;
  plan: Pick<Plan, 'detection'>;
  signals: readonly SignalReading[];
  /** The newest commit that the replica has. */
  lastCommitAt: string | undefined;
}>;

/**
 * What speaks against the moment that somebody typed, with both times. It decides no loss, and what is typed wrongly misleads. A
 * signal that says that the service is well speaks for itself.
 */
export function contradictionsOf(typed: TypedTime): string[] {
  if (typed.opened.detectedBy !== 'operator') return [];
  const against = [...commitAfter(typed), ...signalAfter(typed)];
  return against.map((said) => `service was said to be lost since ${typed.opened.detectedAt}, and ${said}`);
}

const commitAfter = ({ opened: { detectedAt }, lastCommitAt }: TypedTime): string[] =>
  lastCommitAt !== undefined && lastCommitAt > secondsAfter(detectedAt, leewaySeconds)
    ? [`the replica has a commit of ${lastCommitAt}`]
    : [];

/** Signals agree within the plan's patience; the first one that turned long after the typed time knows of no outage before. */
function signalAfter({ opened: { detectedAt }, plan, signals }: TypedTime): string[] {
  const turned = signals.flatMap(({ state, since }) => (state === 'bad' && since !== undefined ? [since] : []));
  const [first] = turned.toSorted();
  const latest = secondsAfter(detectedAt, leewaySeconds + plan.detection.patience);
  return first !== undefined && first > latest ? [`the first signal turned at ${first}`] : [];
}
