import type { RecoveryRecord } from '../contracts/recovery-record.ts';

/** Durations as people say them: 11 ms, 0.4 s, 12 s, 3 min 20 s, 2 h 5 min. Takes seconds. */
export const duration = (seconds: number): string => {
  const whole = Math.round(seconds);
  if (seconds < 0.1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`;
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
};

/** 2026-11-21T02:15:52.989Z → 02:15:52 */
export const timeOfDay = (instant: string): string => instant.slice(11, 19);

const outcomeWord = {
  succeeded: 'Recovered',
  failed: 'Failed',
  refused: 'Refused',
  partiallyDone: 'Partly done',
  unknown: 'Unknown',
} as const;

type Headed = Pick<RecoveryRecord, 'outcome' | 'dryRun' | 'plan' | 'runbook'>;

/** What happened, in words that a person on call reads at a glance. A dry run recovers nothing, however well it goes. */
export const headline = ({ outcome, dryRun, plan, runbook }: Headed): string => {
  const what = [plan, runbook].filter(Boolean).join(' ') || 'no plan';
  if (!dryRun) return `${outcomeWord[outcome]}: ${what}`;
  return `${outcome === 'succeeded' ? 'Dry run complete, nothing changed' : `Dry run: ${outcomeWord[outcome]}`}: ${what}`;
};

/** A value of the evidence on one line. */
export const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
