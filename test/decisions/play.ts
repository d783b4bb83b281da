import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isObject } from '../../deployment/is-object.ts';
import { crossCheck } from '../../deployment/plans/cross-checks.ts';
import { type DeployedPlan, Plan } from '../../shared/contracts/plan.ts';
import type { Case } from './case.ts';
import { happen } from './world/happen.ts';
import { firstComeFirstServed } from './world/turns.ts';
import { createWorld, type World } from './world/world.ts';

/** A Monday. */
const startMs = Date.UTC(2026, 0, 5, 3, 0, 0);

type Json = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Json => isObject(value) && !Array.isArray(value);

const merged = (base: Json, changes: Json): Json => {
  const keys = [...new Set([...Object.keys(base), ...Object.keys(changes)])];
  return Object.fromEntries(
    keys.map((key) => {
      const [before, change] = [base[key], changes[key]];
      if (isRecord(before) && isRecord(change)) return [key, merged(before, change)];
      return [key, Object.hasOwn(changes, key) ? change : before];
    }),
  );
};

const readBase = (): Json => {
  const base: unknown = parse(readFileSync('test/decisions/base-plan.yml', 'utf8'));
  if (!isRecord(base)) throw new Error('the base plan is no plan');
  return base;
};

/** Held to everything that a plan file is held to, but for its runbooks: theirs are as short as a decision allows. */
export const planFrom = (changes: Json): DeployedPlan => {
  const plan = Plan.parse(merged(readBase(), changes));
  const complaints = crossCheck(plan).filter(({ path }) => path[0] !== 'runbooks');
  if (complaints.length > 0) throw new Error(`the plan of the case is none: ${JSON.stringify(complaints)}`);
  return { ...plan, hash: 'hash' };
};

const unitsOf = (total: number): string => {
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor((total % 3600) / 60), total % 60];
  const text = `${hours ? `${hours}h` : ''}${minutes ? `${minutes}m` : ''}${seconds ? `${seconds}s` : ''}`;
  return text || '0s';
};

const timeOf = (atMs: number): string => unitsOf(Math.round((atMs - startMs) / 1000));

export type Played = Readonly<{
  verdicts: readonly Readonly<{ line: string; reason: string }>[];
  calls: readonly string[];
}>;

/** What an execution says again stands once. */
const changesOf = ({ verdicts }: World): World['verdicts'] => {
  const said = new Map<string, string>();
  return verdicts.filter(({ subject, text }) => {
    const isNew = said.get(subject) !== text;
    said.set(subject, text);
    return isNew;
  });
};

/** Plays a case as it would happen, and tells every verdict and every call. */
export const play = async ({ plan, plans, history, until }: Case): Promise<Played> => {
  const all = [planFrom(plan), ...Object.entries(plans).map(([name, changes]) => planFrom({ ...changes, plan: name }))];
  const world = createWorld({ plans: all, startMs, pick: firstComeFirstServed });
  for (const [index, happening] of history.entries())
    world.turns.at(startMs + Math.max(0, happening.at) * 1000, () => happen(world, happening, index));
  await world.turns.runUntil(startMs + until * 1000);
  const whose = (name: string): string => (all.length > 1 ? `${name} ` : '');
  return {
    verdicts: changesOf(world).map(({ atMs, plan: of, text, reason }) => ({
      line: `${timeOf(atMs)} ${whose(of)}${text}`,
      reason,
    })),
    calls: world.calls.map(({ atMs, plan: of, text }) => `${timeOf(atMs)} ${whose(of)}${text}`),
  };
};
