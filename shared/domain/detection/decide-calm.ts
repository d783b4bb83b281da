import type { SignalReading } from '../../contracts/detection/signal-reading.ts';
import { listReadings } from './describe-readings.ts';
import type { DetectionDecision, DetectionFacts, Situation } from './detection-decision.ts';
import { refuse } from './refuse.ts';
import type { Watch } from './standing.ts';
import { tellWellAgain } from './tell-asking-run.ts';

/** Nothing bad in sight. */
export function decideCalm({ facts, weighing }: Situation): DetectionDecision {
  const { watch, plan, standing } = facts;
  const { good, silent } = weighing;
  if (watch.episode !== undefined && good.length > 0)
    return standing.inProgress === undefined ? decideRecovered(watch, good) : decideWellDuringRun(facts, good);
  if (good.length < plan.detection.quorum)
    return refuse(
      facts,
      'blind',
      `an outage would not be seen: only ${good.length} of ${plan.detection.quorum} signals that are needed can be read: ${listReadings(silent)}`,
    );
  return {
    verdict: 'quiet',
    code: 'healthy',
    reason: `the service is well: ${listReadings(good)}`,
    watch: withoutEpisode(watch),
  };
}

/** News for those only who have heard of the outage. */
const decideRecovered = (watch: Watch, good: readonly SignalReading[]): DetectionDecision => ({
  verdict: 'refuse',
  code: 'recovered',
  reason: `what was bad is well again: ${listReadings(good)}`,
  isNews: watch.lastRefusal !== undefined && watch.lastRefusal.at >= (watch.episode?.startedAt ?? ''),
  watch: withoutEpisode(watch),
});

/** What people have been told stays known, so that a signal that flaps does not tell them every time. */
const withoutEpisode = ({ episode: _over, ...rest }: Watch): Watch => rest;

function decideWellDuringRun(given: DetectionFacts, good: readonly SignalReading[]): DetectionDecision {
  const facts = { ...given, watch: withoutQuorum(given.watch) };
  const told = tellWellAgain(facts, good);
  if (told !== undefined) return told;
  const run = facts.standing.inProgress ?? '';
  return refuse(
    facts,
    'inProgress',
    `run ${run} of this plan is in progress, and what was bad is well: ${listReadings(good)}`,
  );
}

/** The episode lasts as long as the run that was started in it; only its quorum is over. */
function withoutQuorum({ episode, ...rest }: Watch): Watch {
  if (episode === undefined) return rest;
  const { lostSince: _over, ...begun } = episode;
  return { ...rest, episode: begun };
}
