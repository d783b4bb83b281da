import type { DeployedPlan } from '../../../../../shared/contracts/plan.ts';
import type { Control } from '../../../../../shared/control/control.ts';
import { planFrom } from '../../../../decisions/play.ts';
import { happen } from '../../../../decisions/world/happen.ts';
import { firstComeFirstServed, type Pick } from '../../../../decisions/world/turns.ts';
import { createWorld, type Disguise, sceneOf, type World } from '../../../../decisions/world/world.ts';
import { type Chance, createChance, seedOf } from './chance.ts';
import { type Entry, type Service, type Story, services } from './story.ts';
import { createGuard, faultsAfterwards, type Guard } from './watch-over.ts';

const startMs = Date.UTC(2026, 0, 5, 3, 0, 0);

/** Long enough for every dwell, question and step that is still under way. */
const afterMs = 200_000;

/** Something that is wrong on purpose, to see that it is found. */
export type Mutation = Readonly<{
  control?: (control: Control) => Control;
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
  if (!('acknowledges' in happening)) return;
  sceneOf(world, happening.of).promotions = 0;
  guard.acknowledged(happening.of);
};

const disguiseOf = ({ seed }: Story, guard: Guard, { mutation, world }: { mutation: Mutation; world: () => World }) => {
  const disguise: Partial<Disguise> = {
    control: (control, arn) => guard.control(world, mutation.control?.(control) ?? control, arn),
    plan: mutation.plan ?? ((plan) => plan),
    skewOf: (arn) => skewOf(createChance(seedOf(seed, `${arn} clock`))),
    turnsOf: (arn) => turnsOf(createChance(seedOf(seed, arn))),
  };
  return disguise;
};

export type Ended = Readonly<{ world: World; faults: readonly string[] }>;

export type Manner = Readonly<{
  mutation?: Mutation;
  /** Every call at once, in the order in which it was asked for, and nobody dies: so that two stories can be compared. */
  isOrderly?: boolean;
  /** Whose part of the story is played. */
  only?: Service;
}>;

const isPartOf = ({ happening }: Entry, only: Service | undefined): boolean =>
  only === undefined || happening.of === only || ('everywhere' in happening && happening.everywhere);

/** Plays a story with every call of every execution in an order of chance, and says what should never have been. */
export const playStory = async (story: Story, manner: Manner = {}): Promise<Ended> => {
  const { mutation = {}, isOrderly = false, only } = manner;
  const guard = createGuard();
  const chance = createChance(story.seed);
  const byChance: Pick = (count) => (story.isHasty || chance(12) > 0 ? chance(count) : count);
  const world: World = createWorld({
    plans: services.map((name, index) => planOf(name, story.modes[index] ?? 'automatic', story.dwell)),
    startMs,
    pick: isOrderly ? firstComeFirstServed : byChance,
    disguise: isOrderly ? {} : disguiseOf(story, guard, { mutation, world: () => world }),
  });
  let at = startMs;
  for (const [index, entry] of story.entries.entries()) {
    at += entry.gap * 1000;
    if (isPartOf(entry, only)) world.turns.at(at, () => apply(world, entry, { index, guard }));
  }
  await world.turns.runUntil(at + afterMs);
  return { world, faults: [...guard.faults, ...faultsAfterwards(world, guard)] };
};
