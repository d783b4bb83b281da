import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import type { Rehearsal } from '../../shared/contracts/rehearsal.ts';
import { checkSharing } from './check-sharing.ts';
import { inWords, type Problem } from './explain.ts';
import { parsePlan } from './parse-plan.ts';

export type ReadPlans = Readonly<{
  plans: Readonly<Record<string, DeployedPlan>>;
  /** What the plans say of their rehearsal, by their names. */
  rehearsals: Readonly<Record<string, Rehearsal>>;
  warnings: readonly Problem[];
}>;

const none = (folder: string): Error =>
  new Error(`${folder}: no plan here; write one plan file per protected service, <name>.yml`);

/** Of a folder that is not there: none. */
const namesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);

/** Every plan file of the folder. Throws with one line per problem; the name of a file is the name of its plan. */
export const readPlans = (folder = 'plans'): ReadPlans => {
  const files = namesIn(folder)
    .filter((name) => name.endsWith('.yml'))
    .sort();
  if (files.length === 0) throw none(folder);
  const parsed = files.map((name) => ({
    name,
    ...parsePlan(readFileSync(join(folder, name), 'utf8'), join(folder, name)),
  }));
  const good = parsed.flatMap((one) => (one.plan ? [one] : []));
  const shared = checkSharing(good.map(({ plan }) => plan)).flatMap(
    (complaints, index) => good[index]?.place(complaints) ?? [],
  );
  const problems = [...parsed.flatMap((one) => one.problems), ...shared].map(inWords);
  const misnamed = parsed.flatMap((one) =>
    one.plan && `${one.plan.plan}.yml` !== one.name
      ? [`${folder}/${one.name}:1: plan: is called ${one.plan.plan}; rename the file to ${one.plan.plan}.yml`]
      : [],
  );
  if (problems.length + misnamed.length > 0) throw new Error([...problems, ...misnamed].join('\n'));
  return {
    plans: Object.fromEntries(parsed.flatMap((one) => (one.plan ? [[one.plan.plan, one.plan]] : []))),
    rehearsals: Object.fromEntries(good.flatMap(({ plan, rehearsal }) => (rehearsal ? [[plan.plan, rehearsal]] : []))),
    warnings: parsed.flatMap((one) => one.warnings),
  };
};

/** The plans that the stack in this Region recovers: those whose standby it is. */
export const plansOf = (region: string, { plans }: Pick<ReadPlans, 'plans'>): Record<string, DeployedPlan> =>
  Object.fromEntries(Object.entries(plans).filter(([, plan]) => plan.regions.standby === region));
