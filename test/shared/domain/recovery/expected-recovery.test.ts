import { expect, it } from 'vitest';
import { RunbookName, RunId } from '../../../../shared/contracts/fields.ts';
import { expectRecovery } from '../../../../shared/domain/recovery/expected-recovery.ts';

const failover = RunbookName.parse('failover');
const past = (day: number, recoveryTimeSeconds: number | undefined, runbook = failover) => ({
  runId: RunId.parse(`run-${day}`),
  runbook,
  at: `2026-01-0${day}T03:00:00.000Z`,
  recoveryTimeSeconds,
  dataLossSeconds: undefined,
});

it.each([
  { seconds: [60], median: 60 },
  { seconds: [60, 100], median: 80 },
  { seconds: [300, 60, 100], median: 100 },
  { seconds: [10, 400, 30, 20], median: 25 },
])('is $median s by the middle of $seconds', ({ seconds, median }) => {
  const runs = seconds.map((one, index) => past(index + 1, one));
  expect(expectRecovery(runs, failover)).toEqual({
    count: seconds.length,
    medianSeconds: median,
    leastSeconds: Math.min(...seconds),
    mostSeconds: Math.max(...seconds),
    last: { at: runs.at(-1)?.at, seconds: seconds.at(-1) },
  });
});

it('is not known when no run of this runbook has measured it', () => {
  const another = RunbookName.parse('failback');
  expect(expectRecovery([], failover)).toBeUndefined();
  expect(expectRecovery([past(1, 60, another), past(2, undefined)], failover)).toBeUndefined();
});
