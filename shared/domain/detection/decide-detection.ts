import { secondsBetween } from '../time.ts';
import { graceLeft } from './database-failover.ts';
import { decideCalm } from './decide-calm.ts';
import { listReadings } from './describe-readings.ts';
import type { DetectionDecision, DetectionFacts, Situation } from './detection-decision.ts';
import { standsAgainstStart } from './gates.ts';
import { judgeTrigger } from './judge-trigger.ts';
import { refuse } from './refuse.ts';
import type { Episode } from './standing.ts';
import { tellLostAgain } from './tell-asking-run.ts';
import { type Weighing, weighingOf } from './weighing-of.ts';

/** At least so often a plan that is being watched is looked at. */
const lookSeconds = 10;

/**
 * Whether a plan is failed over by itself. Level-triggered: the event only wakes us, the signals as they are now decide, so
 * that order, duplicates and age of events do not matter.
 */
export function decideDetection(given: DetectionFacts): DetectionDecision {
  const objection = judgeTrigger(given);
  if (objection !== undefined) return refuse(given, objection.code, objection.reason);
  const weighing = weighingOf(given.readings, given.plan);
  if (weighing.bad.length === 0) return decideCalm({ facts: given, weighing });
  const episode = episodeOf({ facts: given, weighing });
  const facts = { ...given, watch: { ...given.watch, episode } };
  const told = tellLostAgain({ facts, weighing });
  if (told !== undefined) return told;
  const gate = standsAgainstStart({ ...facts, episode });
  if (gate !== undefined) return refuse(facts, gate.code, `${gate.reason}; the signals: ${listReadings(weighing.bad)}`);
  return weighing.isLost ? decideLost({ facts, weighing }, episode) : decideDoubt({ facts, weighing });
}

function episodeOf({ facts, weighing }: Situation): Episode {
  const { episode } = facts.watch;
  const { lostSince: _before, ...begun } = episode ?? { startedAt: weighing.firstBadAt ?? facts.now, starts: 0 };
  const lostSince = lostSinceOf(weighing, episode);
  return lostSince === undefined ? begun : { ...begun, lostSince };
}

/** What the quorum's time is counted from: the earlier of what the signals know and of what was seen without a break. */
function lostSinceOf(weighing: Weighing, episode: Episode | undefined): string | undefined {
  if (weighing.lostSince === undefined) return undefined;
  const seen = episode?.lostSince ?? weighing.lostSince;
  return seen < weighing.lostSince ? seen : weighing.lostSince;
}

/** Enough say that it is lost: for long enough, and with nothing that will mend it by itself? */
function decideLost({ facts, weighing }: Situation, episode: Episode): DetectionDecision {
  const { plan, now, database, watch } = facts;
  const { dwell, databaseFailover } = plan.detection;
  const firstBadAt = weighing.firstBadAt ?? now;
  const grace = graceLeft(database, { graceSeconds: databaseFailover?.grace ?? 0, firstBadAt, now });
  const dwellLeft = dwell - secondsBetween(episode.lostSince ?? now, now);
  const said = `${listReadings(weighing.bad)}${dissentIn(weighing)}`;
  if (dwellLeft > 0)
    return {
      verdict: 'wait',
      code: 'dwelling',
      reason: `the service has to be lost for ${dwell} s: ${said}`,
      waitSeconds: soon(dwellLeft),
      watch,
    };
  if (grace > 0)
    return {
      verdict: 'wait',
      code: 'databaseFailsOver',
      reason: `the database is given ${Math.ceil(grace)} s to fail over by itself: ${said}`,
      waitSeconds: soon(grace),
      watch,
    };
  if (plan.response.mode === 'notify')
    return refuse(facts, 'notifyOnly', `the service looks lost, and this plan only tells people: ${said}`);
  const started = { ...episode, starts: episode.starts + 1, lastStartAt: now };
  return {
    verdict: 'start',
    code: 'quorum',
    reason: said,
    episode: started,
    firstBadAt,
    lostSince: episode.lostSince ?? now,
    watch: { ...watch, episode: started },
  };
}

const dissentIn = ({ dissent }: Weighing): string =>
  dissent.length === 0 ? '' : `. It is disputed: ${listReadings(dissent)}`;

const soon = (seconds: number): number => Math.max(1, Math.min(lookSeconds, Math.ceil(seconds)));

/** Some say that it is lost, and not enough of them. */
function decideDoubt({ facts, weighing }: Situation): DetectionDecision {
  const { plan, now, watchingSince, watch } = facts;
  const { quorum, patience } = plan.detection;
  const left = patience - secondsBetween(watchingSince, now);
  const said = listReadings(weighing.bad);
  const reason = weighing.isSeenFromInsideOnly
    ? `only signals within ${plan.regions.primary} say that the service is lost: ${said}`
    : `only ${weighing.bad.length} of ${quorum} signals say that the service is lost: ${said}`;
  if (left > 0) return { verdict: 'wait', code: 'gathering', reason, waitSeconds: soon(left), watch };
  return refuse(facts, weighing.isSeenFromInsideOnly ? 'onlyInside' : 'noQuorum', reason);
}
