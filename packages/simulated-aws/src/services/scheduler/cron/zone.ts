import { AwsFault } from '../../../call.ts';

const second = 1000;
const day = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Throws ValidationException for a zone that IANA does not know. */
export const checkZone = (zone: string): void => void formatOf(zone);

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
    return format;
  } catch {
    throw new AwsFault('ValidationException', `Invalid ScheduleExpressionTimezone ${zone}.`);
  }
}

/** Wall-clock time in a time zone, as if it were UTC: ms since 1970. */
export type LocalTime = number;

export function localTimeOf(at: number, zone: string): LocalTime {
  if (zone === 'UTC') return at;
  const parts = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return local + (((at % second) + second) % second);
}

/**
 * The instants at which the clocks of a zone show this time: none in the hour that is skipped in spring, two in the hour that
 * comes again in autumn.
 */
export function instantsOf(local: LocalTime, zone: string): readonly number[] {
  if (zone === 'UTC') return [local];
  const offsets = [local - day, local + day].map((at) => localTimeOf(at, zone) - at);
  const candidates = [...new Set(offsets)].map((offset) => local - offset);
  return candidates.filter((at) => localTimeOf(at, zone) === local).sort((left, right) => left - right);
}
