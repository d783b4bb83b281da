import type { World } from '../../world.ts';
import { nextDue } from './due.ts';
import type { Schedule } from './schedule.ts';

/** Node's own timers run at once when they are set for more than 24 days. */
const longestTimerMs = 7 * 86_400_000;

type Actions = Readonly<{ fire: (schedule: Schedule, dueAt: number) => void; forget: (schedule: Schedule) => void }>;

/** One timer a schedule: for when it is due next. */
export function createTimetable(world: World, { fire, forget }: Actions) {
  const { clock, awsTime, random } = world;

  const end = (schedule: Schedule): void => {
    schedule.timer?.cancel();
    delete schedule.timer;
  };

  /** Within the flexible window, by the seed. */
  const fireWithin = (schedule: Schedule, dueAt: number): void => {
    const { windowMinutes } = schedule.settings;
    if (windowMinutes === 0) fire(schedule, dueAt);
    else clock.after(awsTime(windowMinutes * 60 * random.next()), () => fire(schedule, dueAt));
  };

  const wait = (schedule: Schedule, dueAt: number): void => {
    const left = dueAt - clock.now();
    schedule.timer = clock.after(Math.min(left, longestTimerMs), () => {
      if (left > longestTimerMs) {
        wait(schedule, dueAt);
        return;
      }
      fireWithin(schedule, dueAt);
      follow(schedule, dueAt);
    });
  };

  const follow = (schedule: Schedule, after: number): void => {
    const dueAt = nextDue(schedule, after, world);
    delete schedule.timer;
    if (dueAt !== undefined) wait(schedule, dueAt);
    else if (schedule.settings.isDeletedAfterwards) forget(schedule);
  };

  return {
    /** Anew, from this moment, which itself may be the first. */
    begin: (schedule: Schedule): void => {
      end(schedule);
      if (schedule.settings.isEnabled) follow(schedule, clock.now() - 1);
    },
    end,
  };
}
