import type { StateOfExecution } from '../../shared/aws/state-of-execution.ts';
import type { Trigger, WeighSignalsInput, WeighSignalsOutput } from '../../shared/contracts/detection/detect.ts';
import type { SignalReading } from '../../shared/contracts/detection/signal-reading.ts';
import { RunId } from '../../shared/contracts/fields.ts';
import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import { StartRecovery } from '../../shared/contracts/recovery/run.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import type { Control, Watcher } from '../../shared/control/control.ts';
import type { DatabaseWatch } from '../../shared/domain/detection/database-failover.ts';
import { decideDetection } from '../../shared/domain/detection/decide-detection.ts';
import type { DetectionDecision, DetectionFacts } from '../../shared/domain/detection/detection-decision.ts';
import type { PlanStanding, Watch } from '../../shared/domain/detection/standing.ts';
import { secondsAfter, secondsBetween } from '../../shared/domain/time.ts';
import { oneLine } from '../../shared/notices/notice.ts';
import { findPlan, type Plans } from '../../shared/plans/find.ts';
import { gatherStanding } from './gather-standing.ts';
import { parseTrigger } from './parse-trigger.ts';

/** A watcher looks every ten seconds; one that is silent for so long has died. */
const leaseSeconds = 120;

/** The watcher looks again within this time, so what woke us is sure to be seen by it. */
const nextLookSeconds = 10;

const longestReason = 500;

export type WeighSignalsDependencies = Readonly<{
  plans: Plans;
  control: Pick<Control, 'standing' | 'watch' | 'keepWatch'>;
  ledgerOf: LedgerOf;
  readSignals: (plan: DeployedPlan) => Promise<SignalReading[]>;
  readDatabaseWatch: (plan: DeployedPlan) => Promise<DatabaseWatch>;
  stateOfExecution: StateOfExecution;
  now: () => string;
}>;

/**
 * One look at a plan: reads every signal as it is now and decides. What it leaves for the next look is kept before it answers,
 * so that a run that was decided on is counted even when this answer is lost.
 */
export async function weighSignals(
  input: WeighSignalsInput,
  dependencies: WeighSignalsDependencies,
): Promise<WeighSignalsOutput> {
  const { plans, control, stateOfExecution } = dependencies;
  const trigger = parseTrigger(input.trigger);
  const plan = findPlan(plans, trigger.plan);
  const now = dependencies.now();
  const watcher: Watcher = { executionArn: input.executionArn, now, until: secondsAfter(now, leaseSeconds) };
  const attempt = await control.watch(plan.plan, watcher);
  if (attempt.kind === 'watched') {
    const { by } = attempt;
    return leaveToWatcher(input, { plan: plan.plan, by, isOver: (await stateOfExecution(by)) === 'ended', now });
  }
  const looked = await look({ input, trigger, plan, watch: attempt.watch }, dependencies);
  const { watch, verdict } = looked.decision;
  await control.keepWatch(plan.plan, watcher, { watch, isDone: verdict !== 'wait' });
  return answerOf(plan, looked);
}

type Watched = Readonly<{ plan: DeployedPlan['plan']; by: string; isOver: boolean; now: string }>;

/**
 * Another execution watches this plan. Its next look comes after what woke us; when that one has been, we are not needed. One
 * that has ended without letting go looks no more: then we wait until its lease is over.
 */
function leaveToWatcher(input: WeighSignalsInput, { plan, by, isOver, now }: Watched): WeighSignalsOutput {
  const common = { plan, code: 'watched', reason: `${by} ${isOver ? 'watched' : 'watches'} this plan` } as const;
  const left = isOver ? nextLookSeconds : nextLookSeconds - secondsBetween(input.startedAt, now);
  if (left > 0) return { verdict: 'wait', ...common, waitSeconds: Math.ceil(left) };
  return { verdict: 'refuse', ...common, isNews: false, readings: [] };
}

type Look = Readonly<{ input: WeighSignalsInput; trigger: Trigger; plan: DeployedPlan; watch: Watch }>;

type Looked = Readonly<{ readings: readonly SignalReading[]; standing: PlanStanding; decision: DetectionDecision }>;

/** The time of the decision is that after the reads: none of them may lie in its future. */
async function look({ input, trigger, plan, watch }: Look, dependencies: WeighSignalsDependencies): Promise<Looked> {
  const { readSignals, readDatabaseWatch, now } = dependencies;
  const { executionArn, startedAt: watchingSince } = input;
  const [readings, database, standing] = await Promise.all([
    readSignals(plan),
    readDatabaseWatch(plan),
    gatherStanding({ plan: plan.plan, isOutage: watch.episode !== undefined }, dependencies),
  ]);
  const account = executionArn.split(':')[4] ?? '';
  const facts = { plan, trigger, executionArn, account, watchingSince, readings, database, standing, watch };
  return { readings, standing, decision: decide({ ...facts, now: now() }) };
}

/**
 * A start that was kept while this execution was alive may never have been answered: then this is its second try, and the
 * decision is made anew. Should it have been answered, the run of that name exists and a second start has no effect.
 */
function decide(facts: DetectionFacts): DetectionDecision {
  const decision = decideDetection(facts);
  const { episode } = facts.watch;
  if (decision.code !== 'started' || episode?.lastStartAt === undefined) return decision;
  if (episode.lastStartAt < facts.watchingSince) return decision;
  const { lastStartAt: _unanswered, ...before } = episode;
  return decideDetection({ ...facts, watch: { ...facts.watch, episode: { ...before, starts: before.starts - 1 } } });
}

function answerOf(plan: DeployedPlan, { readings, standing, decision }: Looked): WeighSignalsOutput {
  const common = { plan: plan.plan, code: decision.code, reason: decision.reason };
  switch (decision.verdict) {
    case 'start':
      return { verdict: 'start', ...common, ...startOf(plan, decision) };
    case 'wait':
      return { verdict: 'wait', ...common, waitSeconds: decision.waitSeconds };
    case 'refuse': {
      const lastRun = standing.lastRun?.runId;
      const { isNews, asking } = decision;
      return { verdict: 'refuse', ...common, isNews, lastRun, asking, readings: [...readings] };
    }
    case 'quiet':
      return { verdict: 'quiet', ...common };
    default:
      return decision satisfies never;
  }
}

/** Named after the outage, so that to start it once more is to start nothing. */
const startOf = (
  { plan, hash }: DeployedPlan,
  { reason, episode, firstBadAt }: Extract<DetectionDecision, { verdict: 'start' }>,
) => ({
  executionName: RunId.parse(`${plan}-${compact(episode.startedAt)}-${episode.starts}`),
  recovery: StartRecovery.parse({
    plan,
    reason: oneLine(reason, longestReason),
    detectedAt: firstBadAt,
    planHash: hash,
  }),
});

/** 2026-01-05T03:00:12.000Z → 20260105T030012Z */
const compact = (instant: string): string => instant.replace(/[-:]|\.\d+/g, '');
