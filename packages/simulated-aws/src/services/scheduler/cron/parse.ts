const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

type Field = Readonly<{ from: number; to: number; names: readonly string[] }>;

const fields = {
  minutes: { from: 0, to: 59, names: [] },
  hours: { from: 0, to: 23, names: [] },
  days: { from: 1, to: 31, names: [] },
  months: { from: 1, to: 12, names: months },
  weekdays: { from: 1, to: 7, names: weekdays },
  years: { from: 1970, to: 2199, names: [] },
} as const satisfies Record<string, Field>;

/** `weekday` counts from 0, Sunday. */
export type DayRule = Readonly<
  | { kind: 'every' }
  | { kind: 'days'; days: readonly number[] }
  | { kind: 'last'; before: number }
  | { kind: 'nearestWeekday'; to: number | 'last' }
  | { kind: 'weekdays'; weekdays: readonly number[] }
  | { kind: 'lastWeekday'; weekday: number }
  | { kind: 'nthWeekday'; weekday: number; nth: number }
>;

/**
 * The six fields of AWS's cron: minutes, hours, day of month, month, day of week (1 is Sunday), year; one of the two days is
 * a question mark (docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based).
 */
export type Cron = Readonly<{
  minutes: readonly number[];
  hours: readonly number[];
  months: readonly number[];
  /** Empty for every year. */
  years: readonly number[];
  day: DayRule;
}>;

/** Undefined for what AWS would refuse. */
export function parseCron(text: string): Cron | undefined {
  const parts = text.trim().split(/\s+/);
  const [minute = '', hour = '', ofMonth = '', month = '', ofWeek = '', year = ''] = parts;
  if (parts.length !== 6) return undefined;
  const minutes = listOf(minute, fields.minutes);
  const hours = listOf(hour, fields.hours);
  const monthList = listOf(month, fields.months);
  const years = year === '*' ? [] : listOf(year, fields.years);
  const day = dayRule(ofMonth, ofWeek);
  if (!minutes || !hours || !monthList || !years || !day) return undefined;
  return { minutes, hours, months: monthList, years, day };
}

function listOf(text: string, field: Field): readonly number[] | undefined {
  const parts = text.split(',').map((part) => partOf(part, field));
  const values = parts.flatMap((part) => part ?? [Number.NaN]);
  return values.some(Number.isNaN) ? undefined : [...new Set(values)].sort((left, right) => left - right);
}

/** `*`, `5`, `1-5`, `0/15`, `1-30/5`: undefined for what is none of these. */
function partOf(part: string, field: Field): readonly number[] | undefined {
  const match = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part);
  if (match === null) return undefined;
  const [, start = '', end, by] = match;
  const step = Number(by ?? 1);
  const first = start === '*' ? field.from : numberOf(start, field);
  const openEnd = start === '*' || by !== undefined ? field.to : first;
  const last = end === undefined ? openEnd : numberOf(end, field);
  if (Number.isNaN(first) || Number.isNaN(last) || step < 1) return undefined;
  return between([first, last], step, field);
}

function numberOf(text: string, { from, to, names }: Field): number {
  const named = names.indexOf(text.toUpperCase());
  const value = named >= 0 ? named + from : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= from && value <= to ? value : Number.NaN;
}

/** A range that ends before it begins goes round: FRI-MON. */
function between([first, last]: readonly [number, number], step: number, { from, to }: Field): number[] {
  if (first <= last) return span(first, last, step);
  const size = to - from + 1;
  return span(first, last + size, step).map((value) => ((value - from) % size) + from);
}

const span = (from: number, to: number, step: number): number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);

function dayRule(ofMonth: string, ofWeek: string): DayRule | undefined {
  if ((ofMonth === '?') === (ofWeek === '?')) return undefined;
  return ofWeek === '?' ? dayOfMonth(ofMonth) : dayOfWeek(ofWeek);
}

function dayOfMonth(text: string): DayRule | undefined {
  if (text === '*') return { kind: 'every' };
  const last = /^L(?:-(\d+))?$/.exec(text);
  if (last !== null) return { kind: 'last', before: Number(last[1] ?? 0) };
  if (text === 'LW') return { kind: 'nearestWeekday', to: 'last' };
  const nearest = /^(\d+)W$/.exec(text);
  const to = numberOf(nearest?.[1] ?? '', fields.days);
  if (nearest !== null) return Number.isNaN(to) ? undefined : { kind: 'nearestWeekday', to };
  const days = listOf(text, fields.days);
  return days === undefined ? undefined : { kind: 'days', days };
}

function dayOfWeek(text: string): DayRule | undefined {
  if (text === '*') return { kind: 'every' };
  if (text === 'L') return { kind: 'weekdays', weekdays: [6] };
  const special = /^(\w+?)(?:(L)|#([1-5]))$/.exec(text);
  const weekday = numberOf(special?.[1] ?? '', fields.weekdays) - 1;
  if (special !== null && Number.isNaN(weekday)) return undefined;
  if (special?.[2] !== undefined) return { kind: 'lastWeekday', weekday };
  if (special?.[3] !== undefined) return { kind: 'nthWeekday', weekday, nth: Number(special[3]) };
  const list = listOf(text, fields.weekdays);
  return list === undefined ? undefined : { kind: 'weekdays', weekdays: list.map((day) => day - 1) };
}
