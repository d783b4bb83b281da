import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nextTime } from '../../../src/services/scheduler/cron/next.ts';
import { parseCron } from '../../../src/services/scheduler/cron/parse.ts';

const minute = 60_000;
const hour = 3_600_000;

/** What a clock on the wall shows, as text; another way to it than the one under test. */
const wallClock = (zone: string) => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  return (at: number): string => format.format(at);
};

/** Minute by minute: the first that shows one of the times, and shows it for the first time. */
const searched = (zone: string, times: readonly string[], after: number): number | undefined => {
  const show = wallClock(zone);
  const isWanted = (at: number) => times.includes(show(at).slice(-5));
  const isRepeated = (at: number) => [1, 0.5].some((back) => show(at - back * hour) === show(at));
  for (let at = after - (after % minute) + minute; at < after + 50 * hour; at += minute)
    if (isWanted(at) && !isRepeated(at)) return at;
  return undefined;
};

const zones = ['UTC', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe'];
/** Nights on which clocks change somewhere, and one on which they do not. */
const nights = ['2026-03-08', '2026-03-29', '2026-04-05', '2026-10-04', '2026-10-25', '2026-11-01', '2026-06-15'];

it('the next time is the one that a search of every minute finds, on the nights when clocks change, too', () => {
  const two = (value: number) => String(value).padStart(2, '0');
  fc.assert(
    fc.property(
      fc.record({
        zone: fc.constantFrom(...zones),
        night: fc.constantFrom(...nights),
        ahead: fc.integer({ min: 0, max: 48 * 60 }),
        hour: fc.integer({ min: 0, max: 4 }),
        minute: fc.constantFrom(0, 15, 30, 59),
      }),
      ({ zone, night, ahead, ...due }) => {
        const after = Date.parse(night) - 24 * hour + ahead * minute + 1000;
        const cron = parseCron(`${due.minute} ${due.hour} * * ? *`);
        const expected = searched(zone, [`${two(due.hour)}:${two(due.minute)}`], after);
        expect(cron && nextTime(cron, after, zone)).toBe(expected);
      },
    ),
  );
});
