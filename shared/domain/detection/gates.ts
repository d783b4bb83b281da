import type { DetectionCode } from '../../contracts/detection/detect.ts';
import type { SignalReading } from '../../contracts/detection/signal-reading.ts';
import type { DeployedPlan } from '../../contracts/plan.ts';
import { secondsBetween } from '../time.ts';
import { maintenanceUntil } from './maintenance.ts';
import { isSilenced, listSilenced } from './silence.ts';
import { type Episode, isAcknowledged, type PlanStanding } from './standing.ts';

/** A run needs this long to take its lock, and to refuse for facts that may change. */
const restartSeconds = 300;

/** So many runs that facts have stood against; from then on one an hour, and a person has to look. */
const mostStarts = 3;
const restSeconds = 3600;

export type GateFacts = Readonly<{
  plan: Pick<DeployedPlan, 'detection'>;
  standing: PlanStanding;
  episode: Episode;
  readings: readonly SignalReading[];
  now: string;
}>;

export type Gate = Readonly<{ code: DetectionCode; reason: string }>;

/** Why nothing may start by itself now, however bad the signals are. A person may start a run all the same. */
export const standsAgainstStart = (facts: GateFacts): Gate | undefined =>
  orders(facts) ?? runStands(facts) ?? silenceStands(facts) ?? lastRunStands(facts) ?? startsStand(facts);

function orders({ plan, standing, now }: GateFacts): Gate | undefined {
  const { killSwitch } = standing;
  if (killSwitch !== undefined) return { code: 'killSwitch', reason: `the kill switch is set: ${killSwitch}` };
  const until = maintenanceUntil(plan.detection.maintenance, now);
  return until === undefined ? undefined : { code: 'maintenance', reason: `planned maintenance until ${until}` };
}

const runStands = ({ standing: { inProgress } }: GateFacts): Gate | undefined =>
  inProgress === undefined
    ? undefined
    : {
        code: 'inProgress',
        reason: `run ${inProgress} of this plan is in progress and takes this as further evidence`,
      };

/** Whoever silences every alarm of a plan says that nobody should act on them. A run in progress is not stopped by it. */
const silenceStands = ({ readings }: GateFacts): Gate | undefined =>
  isSilenced(readings)
    ? { code: 'silenced', reason: `every alarm of the plan that can be read is silenced: ${listSilenced(readings)}` }
    : undefined;

function lastRunStands({ standing, episode, now }: GateFacts): Gate | undefined {
  const { holdDownUntil, lastRun } = standing;
  if (isAcknowledged(standing)) return undefined;
  if (lastRun?.ended === 'changed')
    return {
      code: 'failedOver',
      reason: `run ${lastRun.runId} made changes at ${lastRun.at} and nobody has acknowledged it`,
    };
  if (holdDownUntil !== undefined && holdDownUntil > now)
    return { code: 'heldDown', reason: `the plan rests until ${holdDownUntil} after its last run` };
  if (lastRun?.ended === 'declined' && lastRun.at >= (episode.lostSince ?? episode.startedAt))
    return { code: 'declined', reason: `run ${lastRun.runId} asked in this outage, and nobody said yes` };
  return undefined;
}

function startsStand({ episode, now }: GateFacts): Gate | undefined {
  const { starts, lastStartAt } = episode;
  if (lastStartAt === undefined) return undefined;
  if (secondsBetween(lastStartAt, now) < restartSeconds)
    return { code: 'started', reason: `a run was started for this outage at ${lastStartAt}` };
  if (starts < mostStarts || secondsBetween(lastStartAt, now) >= restSeconds) return undefined;
  return {
    code: 'exhausted',
    reason: `${starts} runs were started for this outage and none could go through; a person has to look`,
  };
}
