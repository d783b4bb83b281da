/** ISO 8601 with a T and an offset, as RFC 3339 profiles it. */
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

export const wantedMoment =
  'The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string';

/** Milliseconds since 1970; `undefined` for text that is no such moment. */
export function momentIn(text: string): number | undefined {
  const moment = instant.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(moment) ? undefined : moment;
}
