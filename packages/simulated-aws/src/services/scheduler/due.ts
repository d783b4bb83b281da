import type { World } from '../../world.ts';
import { nextTime } from './cron/next.ts';
import { instantsOf } from './cron/zone.ts';
import type { Schedule } from './schedule.ts';

/**
 * When the schedule is due for the first time later than `after`; undefined when never again. A rate counts AWS's own time and
 * begins at once where no StartDate is given; cron and at are times of the clock, and StartDate does not concern `at`
 * (docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html).
 */
export function nextDue(schedule: Schedule, after: number, world: Pick<World, 'awsTime'>): number | undefined {
  const { endsAt = Number.POSITIVE_INFINITY, expression } = schedule.settings;
  const next = nextOf(schedule, after, world);
  const isOver = next === undefined || (expression.kind !== 'at' && next > endsAt);
  return isOver ? undefined : next;
}

function nextOf(schedule: Schedule, after: number, { awsTime }: Pick<World, 'awsTime'>): number | undefined {
  const { expression, zone, startsAt = 0 } = schedule.settings;
  switch (expression.kind) {
    case 'rate':
      return nextBeat(schedule, awsTime(expression.seconds), after);
    case 'cron':
      return nextTime(expression.cron, Math.max(after, startsAt - 1), zone);
    case 'at':
      return instantsOf(Date.parse(`${expression.local}Z`), zone).find((at) => at > after);
    default:
      return expression satisfies never;
  }
}

/** The first on the beat of a rate; at the very moment of its beginning, too. */
function nextBeat(schedule: Schedule, periodMs: number, after: number): number {
  const first = firstOfRate(schedule);
  return first > after ? first : first + (Math.floor((after - first) / periodMs) + 1) * periodMs;
}

const firstOfRate = ({ changedAt, settings }: Schedule): number => settings.startsAt ?? changedAt;
