import type { DetectionCode } from '../../shared/contracts/detection/detect.ts';
import { RunId } from '../../shared/contracts/fields.ts';
import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import type { DatabaseWatch } from '../../shared/domain/detection/database-failover.ts';
import { decideDetection } from '../../shared/domain/detection/decide-detection.ts';
import type { DetectionDecision } from '../../shared/domain/detection/detection-decision.ts';
import type { PlanStanding, Watch } from '../../shared/domain/detection/standing.ts';
import { judgeRecovery, type RecoveryDecision } from '../../shared/domain/recovery/judge-recovery.ts';
import { movesIn } from '../../shared/domain/recovery/takeover.ts';
import { findRunbook } from '../../shared/plans/find.ts';
import type { Chain } from './pages.ts';
import { readAt, type Timeline } from './timelines.ts';

/** As the stack has it: the schedule behind the events, and how soon another execution looks that found the plan watched. */
const scheduleMs = 300_000;
const leaveMs = 10_000;
const machineMs = 1_800_000;

export type Scenario = Readonly<{
  plan: DeployedPlan;
  timelines: readonly Timeline[];
  from: string;
  until: string;
  acknowledgeAfterSeconds: number;
  /** Which pages of the files were taken to follow one another. */
  chains: readonly Chain[];
}>;

/** What one look at the plan came to. `recovery`: what the run that it would have started would have decided. */
export type Look = Readonly<{
  at: string;
  verdict: DetectionDecision['verdict'];
  code: DetectionCode;
  reason: string;
  lostSince?: string;
  recovery?: RecoveryDecision;
}>;

type Execution = { readonly startedMs: number; lookMs: number };

type State = {
  watch: Watch;
  standing: PlanStanding & { acknowledgedFrom?: string };
  watcher: Execution | undefined;
  readonly looks: Look[];
};

/** Every look that Lifeboat would have made, by the decision that it makes itself. */
export function simulate(scenario: Scenario): Look[] {
  const state: State = { watch: {}, standing: {}, watcher: undefined, looks: [] };
  const waiting: Execution[] = [];
  const untilMs = Date.parse(scenario.until);
  const runUntil = (ms: number): void => {
    for (;;) {
      waiting.sort((a, b) => a.lookMs - b.lookMs);
      const [next] = waiting;
      if (next === undefined || next.lookMs > ms) return;
      if (!advance(scenario, state, next)) waiting.splice(waiting.indexOf(next), 1);
    }
  };
  for (const ms of wakings(scenario)) {
    runUntil(ms);
    waiting.push({ startedMs: ms, lookMs: ms });
  }
  runUntil(untilMs);
  return state.looks;
}

/** One look of one execution of `detect`; answers whether it looks again. One of them watches, the others leave it to that one. */
function advance(scenario: Scenario, state: State, execution: Execution): boolean {
  const { startedMs, lookMs } = execution;
  if (lookMs - startedMs >= machineMs) {
    if (state.watcher === execution) state.watcher = undefined;
    return false;
  }
  if (state.watcher !== undefined && state.watcher !== execution) {
    execution.lookMs = startedMs + leaveMs;
    return lookMs < execution.lookMs;
  }
  const decision = lookAt(scenario, state, execution);
  state.watcher = decision.verdict === 'wait' ? execution : undefined;
  if (decision.verdict === 'wait') execution.lookMs = lookMs + decision.waitSeconds * 1000;
  return decision.verdict === 'wait';
}

function lookAt(scenario: Scenario, state: State, { startedMs, lookMs }: Execution): DetectionDecision {
  const { plan, timelines } = scenario;
  const now = instant(lookMs);
  const decision = decideDetection({
    plan,
    trigger: { by: 'schedule', plan: plan.plan, at: instant(startedMs) },
    executionArn: instant(startedMs),
    account: '',
    watchingSince: instant(startedMs),
    now,
    readings: readAt(timelines, now),
    database: databaseOf(plan),
    standing: standingAt(state.standing, now),
    watch: state.watch,
  });
  state.watch = decision.watch;
  const { verdict, code, reason } = decision;
  const started =
    decision.verdict === 'start' ? { lostSince: decision.lostSince, recovery: decideRun(scenario, now) } : {};
  state.looks.push({ at: now, verdict, code, reason, ...started });
  if (verdict === 'start') state.standing = afterStart(scenario, lookMs);
  return decision;
}

const instant = (ms: number): string => new Date(ms).toISOString();

/** History does not tell what RDS said: it is taken to have answered, and to have failed over nothing. */
const databaseOf = ({ detection }: DeployedPlan): DatabaseWatch =>
  detection.databaseFailover === undefined ? { kind: 'notAsked' } : { kind: 'multiAz' };

const standingAt = ({ acknowledgedFrom, ...standing }: State['standing'], now: string): PlanStanding =>
  acknowledgedFrom !== undefined && acknowledgedFrom <= now && standing.lastRun !== undefined
    ? { ...standing, acknowledged: standing.lastRun.runId }
    : standing;

/** The run that would have been started: nothing stands in its way but what the signals say. */
function decideRun({ plan, timelines }: Scenario, now: string): RecoveryDecision {
  const runbook = findRunbook(plan, plan.response.runbook);
  return judgeRecovery({
    opened: { mode: plan.response.mode, dryRun: false },
    ...{ runbookKind: runbook.kind, moves: movesIn(runbook) },
    plan,
    signals: readAt(timelines, now),
    ...{ blockers: [], forks: [], losses: [], doubts: [], contradictions: [] },
  });
}

const afterStart = ({ plan, acknowledgeAfterSeconds }: Scenario, nowMs: number): State['standing'] => ({
  lastRun: { runId: RunId.parse(`${plan.plan}-replayed`), ended: 'changed', at: instant(nowMs) },
  holdDownUntil: instant(nowMs + plan.response.holdDown * 1000),
  acknowledgedFrom: instant(nowMs + acknowledgeAfterSeconds * 1000),
});

/** Every change of a signal wakes Lifeboat, and so does the schedule. */
function wakings({ timelines, from, until }: Scenario): number[] {
  const [fromMs, untilMs] = [Date.parse(from), Date.parse(until)];
  const changes = timelines.flatMap(({ turns }) => turns.map(({ at }) => Date.parse(at)));
  const ticks = Array.from(
    { length: Math.floor((untilMs - fromMs) / scheduleMs) + 1 },
    (_, index) => fromMs + index * scheduleMs,
  );
  return [...new Set([...changes, ...ticks])].filter((ms) => ms >= fromMs && ms <= untilMs).sort((a, b) => a - b);
}
