import type { MaintenanceWindow } from '../../shared/contracts/detection/detection.ts';
import type { Plan } from '../../shared/contracts/plan.ts';
import type { Complaint } from './complaint.ts';

const path = ['detection', 'maintenance'];
const daySeconds = 86_400;
const weekSeconds = 7 * daySeconds;
const longestDays = 31;

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Windows in which nothing starts by itself, and which must end. */
export const checkMaintenance = ({ detection: { maintenance } }: Plan): Complaint[] => [
  ...maintenance.flatMap(checkFixed),
  ...(isWholeWeek(maintenance.filter((window) => 'weekly' in window))
    ? [{ path, message: 'covers the whole week: nothing would ever start by itself; leave time between the windows' }]
    : []),
];

function checkFixed(window: MaintenanceWindow, index: number): Complaint[] {
  if ('weekly' in window) return [];
  const seconds = (Date.parse(window.until) - Date.parse(window.from)) / 1000;
  if (seconds <= 0)
    return [{ path: [...path, index, 'until'], message: 'is not after its from: nothing would be kept back' }];
  if (seconds <= longestDays * daySeconds) return [];
  const message = `is ${Math.ceil(seconds / daySeconds)} days after its from: for so long nothing would start by itself; ${longestDays} days at most`;
  return [{ path: [...path, index, 'until'], message }];
}

type Weekly = Extract<MaintenanceWindow, { weekly: string }>;

/** How far the windows reach without a gap, from the first of them on; each also stands a week later. */
function isWholeWeek(windows: readonly Weekly[]): boolean {
  const starts = windows.map((window) => ({ from: startOf(window), until: startOf(window) + window.for }));
  const twice = [
    ...starts,
    ...starts.map(({ from, until }) => ({ from: from + weekSeconds, until: until + weekSeconds })),
  ];
  const sorted = twice.toSorted((a, b) => a.from - b.from);
  const [first] = sorted;
  if (first === undefined) return false;
  const reach = sorted.reduce((end, { from, until }) => (from <= end ? Math.max(end, until) : end), first.until);
  return reach - first.from >= weekSeconds;
}

function startOf({ weekly, at }: Weekly): number {
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  return days.indexOf(weekly) * daySeconds + hours * 3600 + minutes * 60;
}
