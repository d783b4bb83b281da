import type { StateOfExecution } from '../../shared/aws/state-of-execution.ts';
import { Trigger, type WeighSignalsInput, type WeighSignalsOutput } from '../../shared/contracts/detect.ts';
import { RunId } from '../../shared/contracts/fields.ts';
import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import { StartRecovery } from '../../shared/contracts/run.ts';
import type { SignalReading } from '../../shared/contracts/signal-reading.ts';
import type { DatabaseWatch } from '../../shared/domain/detection/database-failover.ts';
import { type DetectionDecision, decideDetection } from '../../shared/domain/detection/decide-detection.ts';
import type { PlanStanding, Watch } from '../../shared/domain/detection/standing.ts';
import { secondsBetween } from '../../shared/domain/seconds-between.ts';
import { parseInput } from '../../shared/lambda/parse-input.ts';
import type { Control, StoredStanding, Watcher } from '../../shared/ledger/control.ts';
import { findPlan, type Plans } from '../../shared/plans/find.ts';

export type WeighSignalsDependencies = Readonly<{
  plans: Plans;
  control: Control;
  readSignals: (plan: DeployedPlan) => Promise<SignalReading[]>;
  readDatabaseWatch: (plan: DeployedPlan) => Promise<DatabaseWatch>;
  stateOfExecution: StateOfExecution;
  now: () => string;
}>;

/** A watcher looks every ten seconds; one that is silent for so long has died. */
const leaseSeconds = 120;

/** The watcher looks again within this time, so what woke us is sure to be seen by it. */
const nextLookSeconds = 10;

const longestReason = 500;

const later = (instant: string, seconds: number): string =>
  new Date(Date.parse(instant) + seconds * 1000).toISOString();

const standingOf = async (
  { lock, ...stored }: StoredStanding,
  stateOfExecution: StateOfExecution,
): Promise<PlanStanding> => {
  const isOver = lock === undefined || (await stateOfExecution(lock.executionArn)) === 'ended';
  return isOver ? stored : { ...stored, inProgress: lock.runId };
};

/** 2026-01-05T03:00:12.000Z → 20260105T030012Z */
const compact = (instant: string): string => instant.replace(/[-:]|\.\d+/g, '');

const answerOf = (
  decision: DetectionDecision,
  { name, hash }: { name: DeployedPlan['plan']; hash: string },
  readings: readonly SignalReading[],
): WeighSignalsOutput => {
  const { code, reason } = decision;
  const common = { plan: name, code, reason };
  switch (decision.verdict) {
    case 'start': {
      const { episode, firstBadAt, lostSince } = decision;
      const executionName = RunId.parse(`${name}-${compact(episode.startedAt)}-${episode.starts}`);
      const start = { plan: name, reason: reason.slice(0, longestReason), detectedAt: firstBadAt, lostSince };
      return {
        verdict: 'start',
        ...common,
        executionName,
        recovery: StartRecovery.parse({ ...start, planHash: hash }),
      };
    }
    case 'wait':
      return { verdict: 'wait', ...common, waitSeconds: decision.waitSeconds };
    case 'refuse':
      return { verdict: 'refuse', ...common, isNews: decision.isNews, readings: [...readings] };
    case 'quiet':
      return { verdict: 'quiet', ...common };
    default:
      return decision satisfies never;
  }
};

/** Another execution watches this plan. Its next look comes after what woke us; when that one has been, we are not needed. */
const leaveToWatcher = (
  input: WeighSignalsInput,
  { plan, by, now }: { plan: DeployedPlan['plan']; by: string; now: string },
): WeighSignalsOutput => {
  const common = { plan, code: 'watched', reason: `${by} watches this plan` } as const;
  const left = nextLookSeconds - secondsBetween(input.startedAt, now);
  if (left > 0) return { verdict: 'wait', ...common, waitSeconds: Math.ceil(left) };
  return { verdict: 'refuse', ...common, isNews: false, readings: [] };
};

type Look = Readonly<{ input: WeighSignalsInput; trigger: Trigger; plan: DeployedPlan; watch: Watch; now: string }>;

const look = async ({ input, trigger, plan, watch, now }: Look, dependencies: WeighSignalsDependencies) => {
  const { control, readSignals, readDatabaseWatch, stateOfExecution } = dependencies;
  const standing = async () => standingOf(await control.standing(plan.plan), stateOfExecution);
  const [readings, database, stands] = await Promise.all([readSignals(plan), readDatabaseWatch(plan), standing()]);
  const account = input.executionArn.split(':')[4] ?? '';
  const facts = { plan, trigger, account, watchingSince: input.startedAt, readings, database, standing: stands, watch };
  return { readings, decision: decideDetection({ ...facts, now }) };
};

/**
 * One look at a plan: reads every signal as it is now and decides. What it leaves for the next look is kept before it answers,
 * so that a run that was decided on is counted even when this answer is lost.
 */
export const weighSignals = async (
  input: WeighSignalsInput,
  dependencies: WeighSignalsDependencies,
): Promise<WeighSignalsOutput> => {
  const { plans, control } = dependencies;
  const trigger = parseInput(Trigger, input.trigger);
  const plan = findPlan(plans, trigger.plan);
  const now = dependencies.now();
  const watcher: Watcher = { executionArn: input.executionArn, now, until: later(now, leaseSeconds) };
  const attempt = await control.watch(plan.plan, watcher);
  if (attempt.kind === 'watched') return leaveToWatcher(input, { plan: plan.plan, by: attempt.by, now });
  const { readings, decision } = await look({ input, trigger, plan, watch: attempt.watch, now }, dependencies);
  const isDone = decision.verdict !== 'wait';
  await control.keepWatch(plan.plan, watcher, { watch: decision.watch, isDone });
  return answerOf(decision, { name: plan.plan, hash: plan.hash }, readings);
};
