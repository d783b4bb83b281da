import { type Cancellation, createCancellation, unlessCancelled } from '../cancellation.ts';
import type { MapState } from '../definition/states.ts';
import { thresholdExceeded } from '../failure.ts';
import { whyNotRedrivable } from '../redrive.ts';
import type { Execution, MapRun, Unit } from './execution.ts';
import type { Visit } from './flow.ts';
import { isBeyondTolerance } from './map-run.ts';

/** docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html */
const mostChildren = 10_000;

type Setting = Readonly<{ visit: Visit<MapState>; run: MapRun; cancellation: Cancellation }>;

/** Runs what has not succeeded yet. Throws when more items failed than may, after all children have ended. */
export async function runUnits(visit: Visit<MapState>, run: MapRun): Promise<void> {
  const cancellation = createCancellation(visit.flow.cancellation);
  const setting: Setting = { visit, run, cancellation };
  const pool = createPool({
    units: unitsToRun(run, visit.flow.engine.world.clock.now()),
    limit: () => Math.min(run.limits.maxConcurrency || mostChildren, mostChildren),
    carryOut: (unit) => carryOut(setting, unit),
    endAll: cancellation.cancel,
  });
  const proceed = () => {
    if (isBeyondTolerance(run)) pool.end(thresholdExceeded());
    pool.advance();
  };
  run.onLimitsChanged = proceed;
  proceed();
  try {
    await pool.settled;
  } finally {
    run.onLimitsChanged = undefined;
    for (const { child } of run.units ?? []) if (child !== undefined) child.awaitsRedrive = false;
    cancellation.detach();
  }
}

type Pool = Readonly<{
  units: readonly Unit[];
  /** Asked before each start, since UpdateMapRun changes it. */
  limit: () => number;
  carryOut: (unit: Unit) => Promise<void>;
  endAll: () => void;
}>;

/** Starts units as the limit allows and settles when none is under way: with the first failure, where there was one. */
function createPool({ units, limit, carryOut: carry, endAll }: Pool) {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let [next, running] = [0, 0];
  let first: { error: unknown } | undefined;
  const end = (error: unknown): void => {
    first ??= { error };
    endAll();
  };
  const begin = (unit: Unit): void => {
    next += 1;
    running += 1;
    carry(unit)
      .catch(end)
      .finally(() => {
        running -= 1;
        advance();
      });
  };
  const advance = (): void => {
    for (let unit = units[next]; unit !== undefined && first === undefined && running < limit(); unit = units[next])
      begin(unit);
    if (running > 0) return;
    if (first !== undefined) reject(first.error);
    else resolve();
  };
  return { advance, end, settled: promise };
}

async function carryOut(setting: Setting, unit: Unit): Promise<void> {
  const { visit, run, cancellation } = setting;
  const child = await childOf(setting, unit);
  unit.child = child;
  unit.attempt = run.redriveCount;
  const cause = `The map run execution [${run.arn}] which was managing this resource was aborted`;
  const forget = cancellation.onCancel(() => visit.flow.engine.stop(child, { cause }));
  await unlessCancelled(cancellation, child.ended).finally(forget);
  if (child.status !== 'SUCCEEDED' && isBeyondTolerance(run)) throw thresholdExceeded();
}

/** A new child, or the unit's own once more, where it may be redriven. */
async function childOf({ visit, run }: Setting, unit: Unit): Promise<Execution> {
  const { engine, execution: parent } = visit.flow;
  const { label, arn: mapRunArn } = run;
  const { input, itemCount, child } = unit;
  if (child === undefined)
    return engine.startMapChild({ parent, block: visit.state.processor, input, itemCount, label, mapRunArn });
  await child.ended;
  if (child.awaitsRedrive) engine.redrive(child);
  return child;
}

/** Marks the children that a redrive will come to; the others that failed stay as they are. */
const unitsToRun = ({ units = [] }: MapRun, now: number): Unit[] =>
  units.filter(({ child }) => {
    if (child === undefined) return true;
    child.awaitsRedrive = whyNotRedrivable(child, now) === undefined;
    return child.awaitsRedrive;
  });
