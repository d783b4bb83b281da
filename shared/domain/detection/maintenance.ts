import type { MaintenanceWindow } from '../../contracts/detection/detection.ts';

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const dayMs = 86_400_000;

/** Until when maintenance goes on (ISO 8601, UTC), of all windows in force the last; undefined when none is. */
export function maintenanceUntil(windows: readonly MaintenanceWindow[], now: string): string | undefined {
  const ends = windows.map((window) => endOf(window, Date.parse(now))).filter((end) => end > Date.parse(now));
  return ends.length === 0 ? undefined : new Date(Math.max(...ends)).toISOString();
}

function endOf(window: MaintenanceWindow, now: number): number {
  if ('weekly' in window) return lastStart(window, now) + window.for * 1000;
  return Date.parse(window.from) <= now ? Date.parse(window.until) : Number.NEGATIVE_INFINITY;
}

/** The start of the week's window that lies before `now`, in ms. */
function lastStart({ weekly, at }: Extract<MaintenanceWindow, { weekly: string }>, now: number): number {
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  const midnight = Math.floor(now / dayMs) * dayMs;
  const daysBack = (new Date(now).getUTCDay() - days.indexOf(weekly) + 7) % 7;
  const start = midnight - daysBack * dayMs + (hours * 60 + minutes) * 60_000;
  return start <= now ? start : start - 7 * dayMs;
}
