import { whyNotRedrivable } from '../redrive.ts';
import type { Execution, MapLimits, MapRun, Unit } from './execution.ts';

const stages = ['pending', 'running', 'succeeded', 'failed', 'timedOut', 'aborted', 'pendingRedrive'] as const;
type Stage = (typeof stages)[number];

const ofStatus: Readonly<Record<Execution['status'], Stage>> = {
  RUNNING: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'timedOut',
  ABORTED: 'aborted',
};

const wholePercent = 100;

export type Counts = Readonly<Record<Stage | 'total' | 'resultsWritten' | 'failuresNotRedrivable', number>>;

/** As DescribeMapRun counts them: each unit by its items, or as the one execution that it is. */
export function countsOf(run: MapRun, now: number, weightOf: (unit: Unit) => number): Counts {
  const units = run.units ?? [];
  const sumOf = (some: readonly Unit[]): number => some.reduce((sum, unit) => sum + weightOf(unit), 0);
  const inStage = (stage: Stage): number => sumOf(units.filter((unit) => stageOf(unit) === stage));
  return {
    pending: inStage('pending'),
    running: inStage('running'),
    succeeded: inStage('succeeded'),
    failed: inStage('failed'),
    timedOut: inStage('timedOut'),
    aborted: inStage('aborted'),
    total: sumOf(units),
    resultsWritten: run.writtenAttempt === run.redriveCount ? sumOf(units) : 0,
    failuresNotRedrivable: sumOf(units.filter((unit) => isLost(unit, now))),
    pendingRedrive: inStage('pendingRedrive'),
  };
}

function stageOf({ child }: Unit): Stage {
  if (child === undefined) return 'pending';
  return child.awaitsRedrive === true ? 'pendingRedrive' : ofStatus[child.status];
}

const isLost = ({ child }: Unit, now: number): boolean =>
  child !== undefined && !['RUNNING', 'SUCCEEDED'].includes(child.status) && whyNotRedrivable(child, now) !== undefined;

/** Each tolerance that is given holds by itself; where none is, no item may fail. */
export function exceedsTolerance(
  { toleratedFailureCount, toleratedFailurePercentage }: MapLimits,
  { failed, total }: Readonly<{ failed: number; total: number }>,
): boolean {
  if (toleratedFailureCount === undefined && toleratedFailurePercentage === undefined) return failed > 0;
  return (
    failed > (toleratedFailureCount ?? Number.POSITIVE_INFINITY) ||
    failed * wholePercent > (toleratedFailurePercentage ?? wholePercent) * total
  );
}

export function isBeyondTolerance({ units = [], limits }: MapRun): boolean {
  let [failed, total] = [0, 0];
  for (const unit of units) {
    const stage = stageOf(unit);
    total += unit.itemCount;
    if (stage === 'failed' || stage === 'timedOut') failed += unit.itemCount;
  }
  return exceedsTolerance(limits, { failed, total });
}
