import type { RunId } from '../../../shared/contracts/fields.ts';
import type { DeployedPlan } from '../../../shared/contracts/plan.ts';
import type { Control } from '../../../shared/control/control.ts';
import type { VerifyIdentity } from '../../../shared/identity/verify-identity.ts';
import type { Ledger } from '../../../shared/ledger/ledger.ts';
import type { Plans } from '../../../shared/plans/find.ts';
import { createMemoryControl, createMemoryTable, type MemoryTable } from '../../support/memory-control.ts';
import { createMemoryLedger, type MemoryLedgers } from '../../support/memory-ledger.ts';
import { createProcess, type Process } from './process.ts';
import { createScene, type Scene } from './scene.ts';
import { createTurns, type Pick, type Turns } from './turns.ts';

/** One line of what was decided, by which machine. `subject` tells apart the executions of one plan. */
type Verdict = Readonly<{ atMs: number; plan: string; subject: string; text: string; reason: string }>;

/** One call that changed something. */
type Call = Readonly<{ atMs: number; plan: string; text: string; runId?: RunId }>;

export type Execution = { state: 'running' | 'ended' | 'unknown'; readonly process: Process };

/** A question that a person may answer once. */
type Question = Readonly<{ runId: RunId; answer: (given: unknown) => void }>;

export type World = Readonly<{
  account: string;
  turns: Turns;
  table: MemoryTable;
  ledgers: MemoryLedgers;
  /** By name. What is deployed may change meanwhile. */
  plans: Map<string, DeployedPlan>;
  scenes: Map<string, Scene>;
  /** By ARN. */
  executions: Map<string, Execution>;
  /** By plan: the one that was asked last. */
  questions: Map<string, Question>;
  verdicts: Verdict[];
  calls: Call[];
  /** Puts something else in the place of what an execution uses: for mutations, and for those who watch. */
  disguise: Disguise;
}>;

export type Disguise = Readonly<{
  control: (control: Control, executionArn: string) => Control;
  /** The plan as the tasks see it. */
  plan: (plan: DeployedPlan) => DeployedPlan;
  /** By how many seconds the clock of an execution is wrong. */
  skewOf: (executionArn: string) => number;
  /** After how many calls an execution dies. */
  turnsOf: (executionArn: string) => number;
}>;

const undisguised: Disguise = {
  control: (control) => control,
  plan: (plan) => plan,
  skewOf: () => 0,
  turnsOf: () => Number.POSITIVE_INFINITY,
};

export type WorldSettings = Readonly<{
  plans: readonly DeployedPlan[];
  startMs: number;
  pick: Pick;
  disguise?: Partial<Disguise>;
}>;

const dayMs = 86_400_000;

export const createWorld = ({ plans, startMs, pick, disguise = {} }: WorldSettings): World => {
  const since = new Date(startMs - dayMs).toISOString();
  return {
    account: '123456789012',
    turns: createTurns(startMs, pick),
    table: createMemoryTable(),
    ledgers: new Map(),
    plans: new Map(plans.map((plan) => [plan.plan, plan])),
    scenes: new Map(plans.map((plan) => [plan.plan, createScene(plan, since)])),
    executions: new Map(),
    questions: new Map(),
    verdicts: [],
    calls: [],
    disguise: { ...undisguised, ...disguise },
  };
};

export const sceneOf = ({ scenes }: World, plan: string): Scene => {
  const scene = scenes.get(plan);
  if (scene === undefined) throw new Error(`there is no plan ${plan} in this world`);
  return scene;
};

/** Begins an execution under its name; undefined when there has been one of this name. */
export const begin = (world: World, arn: string): Process | undefined => {
  if (world.executions.has(arn)) return undefined;
  const { skewOf, turnsOf } = world.disguise;
  const died = (): void => end(world, arn);
  const process = createProcess(world.turns, { skewSeconds: skewOf(arn), mostTurns: turnsOf(arn), died });
  world.executions.set(arn, { state: 'running', process });
  return process;
};

export const end = ({ executions }: World, arn: string): void => {
  const execution = executions.get(arn);
  if (execution?.state === 'running') execution.state = 'ended';
};

/** What every task of an execution is given. */
export const surroundingsOf = (world: World, arn: string, { turn, now }: Process) => {
  const plans: Plans = Object.fromEntries([...world.plans].map(([name, plan]) => [name, world.disguise.plan(plan)]));
  const ledgerOf = (runId: RunId): Ledger => createMemoryLedger(world.ledgers, runId, { turn, now });
  const control = world.disguise.control(createMemoryControl(world.table, turn), arn);
  const stateOfExecution = (arn: string) => turn(() => world.executions.get(arn)?.state ?? 'ended');
  const verifyIdentity: VerifyIdentity = async () => ({ reason: 'nobody here proves anything' });
  return { plans, ledgerOf, control, stateOfExecution, verifyIdentity, now };
};

export type TaskSurroundings = ReturnType<typeof surroundingsOf>;
