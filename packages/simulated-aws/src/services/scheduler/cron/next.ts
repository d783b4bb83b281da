import type { Cron, DayRule } from './parse.ts';
import { instantsOf, localTimeOf } from './zone.ts';

const minute = 60_000;
const dayMs = 86_400_000;

const lastYear = 2199;

/**
 * The first instant after `after`, undefined when there is none. A time that the clocks leave out in spring is left out; one
 * that they show twice in autumn counts once, the first time
 * (docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time).
 */
export function nextTime(cron: Cron, after: number, zone: string): number | undefined {
  for (const local of localTimes(cron, localTimeOf(after, zone))) {
    const [at] = instantsOf(local, zone);
    if (at !== undefined && at > after) return at;
  }
  return undefined;
}

/** Local times that the expression names, from `from` on. */
function* localTimes({ minutes, hours, months, years, day }: Cron, from: number): Generator<number> {
  const begin = new Date(from);
  const firstDay = Math.floor(from / dayMs) * dayMs;
  for (let year = begin.getUTCFullYear(); year <= lastYear; year += 1) {
    if (years.length > 0 && !years.includes(year)) continue;
    for (const month of months)
      for (const date of daysOf(day, monthOf(year, month))) {
        const midnight = Date.UTC(year, month - 1, date);
        if (midnight < firstDay) continue;
        yield* hours
          .flatMap((hour) => minutes.map((one) => midnight + (hour * 60 + one) * minute))
          .filter((local) => local >= from);
      }
  }
}

type Month = Readonly<{ year: number; month: number; length: number }>;

function daysOf(rule: DayRule, month: Month): readonly number[] {
  const on = (weekday: number) => allDays(month).filter((day) => weekdayOf(month, day) === weekday);
  switch (rule.kind) {
    case 'every':
      return allDays(month);
    case 'days':
      return rule.days.filter((day) => day <= month.length);
    case 'last':
      return [month.length - rule.before].filter((day) => day >= 1);
    case 'nearestWeekday':
      return [rule.to === 'last' ? month.length : rule.to]
        .filter((day) => day <= month.length)
        .map((day) => nearestWeekday(month, day));
    case 'weekdays':
      return allDays(month).filter((day) => rule.weekdays.includes(weekdayOf(month, day)));
    case 'lastWeekday':
      return on(rule.weekday).slice(-1);
    case 'nthWeekday':
      return on(rule.weekday).slice(rule.nth - 1, rule.nth);
    default:
      return rule satisfies never;
  }
}

const allDays = ({ length }: Month): readonly number[] => Array.from({ length }, (_, index) => index + 1);

const weekdayOf = ({ year, month }: Month, day: number): number => new Date(Date.UTC(year, month - 1, day)).getUTCDay();

/** Monday to Friday; it never leaves the month. */
function nearestWeekday(month: Month, day: number): number {
  const weekday = weekdayOf(month, day);
  if (weekday === 6) return day === 1 ? 3 : day - 1;
  if (weekday === 0) return day === month.length ? day - 2 : day + 1;
  return day;
}

const monthOf = (year: number, month: number): Month => ({
  year,
  month,
  length: new Date(Date.UTC(year, month, 0)).getUTCDate(),
});
