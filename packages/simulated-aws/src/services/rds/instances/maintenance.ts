/** (I) The same for all: RDS draws one at random for each instance. UTC, as it shows it. */
export const maintenanceWindow = 'sun:05:00-sun:05:30';

const hour = 3_600_000;
const week = 7 * 24 * hour;
/** Sunday 5:00 of the first week of 1970, which began on a Thursday. */
const firstWindow = 3 * 24 * hour + 5 * hour;

/** Milliseconds of AWS's time until the next window begins. */
export function untilMaintenance(now: number): number {
  const past = (((now - firstWindow) % week) + week) % week;
  return week - past;
}
