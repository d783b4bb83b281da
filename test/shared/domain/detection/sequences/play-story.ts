import type { DeployedPlan } from '../../../../../shared/contracts/plan.ts';
import type { Control } from '../../../../../shared/ledger/control.ts';
import { planFrom } from '../../../../decisions/play.ts';
import { happen } from '../../../../decisions/world/happen.ts';
import { createWorld, type Disguise, sceneOf, type World } from '../../../../decisions/world/world.ts';
import { type Chance, createChance, seedOf } from './chance.ts';
import { type Entry, type Story, services } from './story.ts';
import { createGuard, faultsAfterwards, type Guard } from './watch-over.ts';

const startMs = Date.UTC(2026, 0, 5, 3, 0, 0);

/** Long enough for every dwell, question and step that is still under way. */
const afterMs = 200_000;

/** Something that is wrong on purpose, to see that it is found. */
export type Mutation = Readonly<{
  control?: (control: Control, world: World) => Control;
  plan?: (plan: DeployedPlan) => DeployedPlan;
}>;

const plans = new Map<string, DeployedPlan>();

/** Parsed once for each of the few that there are. */
const planOf = (name: string, mode: string, dwell: number): DeployedPlan => {
  const key = `${name} ${mode} ${dwell}`;
  const found = plans.get(key);
  if (found !== undefined) return found;
  const detection = { dwell: `${dwell}s`, patience: '20s' };
  const made = planFrom({ plan: name, detection, response: { mode, approvalTimeout: '60s', holdDown: '5m' } });
  plans.set(key, made);
  return made;
};

/** In one sequence of four some executions die between two calls, and some have a clock that is wrong. */
const skewOf = (chance: Chance): number => (chance(4) === 0 ? chance(7) - 3 : 0);
const turnsOf = (chance: Chance): number => (chance(8) === 0 ? chance(30) : Number.POSITIVE_INFINITY);

const isPossible = ({ table, executions }: World, { happening }: Entry): boolean => {
  const lock = table.locks.get(happening.of);
  if ('acknowledges' in happening) return lock?.lastRun !== undefined;
  return !('run' in happening) || executions.has(lock?.holder?.executionArn ?? '');
};

const apply = (world: World, entry: Entry, { index, guard }: { index: number; guard: Guard }): void => {
  const { happening } = entry;
  if (!isPossible(world, entry)) return;
  if ('killSwitch' in happening) guard.switched();
  happen(world, happening, index);
  // Who signs off a failover has had a new replica made.
  if ('acknowledges' in happening) sceneOf(world, happening.of).promotions = 0;
};

const disguiseOf = ({ seed }: Story, guard: Guard, { mutation, world }: { mutation: Mutation; world: () => World }) => {
  const disguise: Partial<Disguise> = {
    control: (control, arn) => guard.control(world, mutation.control?.(control, world()) ?? control, arn),
    plan: mutation.plan ?? ((plan) => plan),
    skewOf: (arn) => skewOf(createChance(seedOf(seed, `${arn} clock`))),
    turnsOf: (arn) => turnsOf(createChance(seedOf(seed, arn))),
  };
  return disguise;
};

export type Ended = Readonly<{ world: World; faults: readonly string[] }>;

/** Plays a story with every call of every execution in an order of chance, and says what should never have been. */
export const playStory = async (story: Story, mutation: Mutation = {}): Promise<Ended> => {
  const guard = createGuard();
  const chance = createChance(story.seed);
  const world: World = createWorld({
    plans: services.map((name, index) => planOf(name, story.modes[index] ?? 'automatic', story.dwell)),
    startMs,
    pick: (count) => (story.isHasty || chance(12) > 0 ? chance(count) : count),
    disguise: disguiseOf(story, guard, { mutation, world: () => world }),
  });
  let at = startMs;
  for (const [index, entry] of story.entries.entries()) {
    at += entry.gap * 1000;
    world.turns.at(at, () => apply(world, entry, { index, guard }));
  }
  await world.turns.runUntil(at + afterMs);
  return { world, faults: [...guard.faults, ...faultsAfterwards(world)] };
};
