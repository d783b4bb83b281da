import type { RunbookName } from '../../contracts/fields.ts';
import type { PastRun } from './past-run.ts';

/** What earlier runs of a runbook say about the next one. */
export type ExpectedRecovery = Readonly<{
  count: number;
  medianSeconds: number;
  leastSeconds: number;
  mostSeconds: number;
  last: Readonly<{ at: string; seconds: number }>;
}>;

/** By the runs of this runbook only: another one takes another time. Undefined: no earlier run has measured it. */
export function expectRecovery(history: readonly PastRun[], runbook: RunbookName): ExpectedRecovery | undefined {
  const measured = history.flatMap(({ runbook: of, at, recoveryTimeSeconds: seconds }) =>
    of === runbook && seconds !== undefined ? [{ at, seconds }] : [],
  );
  const [last] = measured.toSorted((a, b) => b.at.localeCompare(a.at));
  if (last === undefined) return undefined;
  const sorted = measured.map(({ seconds }) => seconds).toSorted((a, b) => a - b);
  return {
    count: sorted.length,
    medianSeconds: medianOf(sorted),
    leastSeconds: Math.min(...sorted),
    mostSeconds: Math.max(...sorted),
    last,
  };
}

function medianOf(sorted: readonly number[]): number {
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1);
  return middle.reduce((sum, seconds) => sum + seconds, 0) / middle.length;
}
