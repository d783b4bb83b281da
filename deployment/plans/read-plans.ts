import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import type { Rehearsal } from '../../shared/contracts/rehearsal.ts';
import { checkSharing } from './check-sharing.ts';
import { inWords, type Problem } from './explain.ts';
import { parsePlan } from './parse-plan.ts';

const schemaName = 'plan.schema.json';

export type ReadPlans = Readonly<{
  plans: Readonly<Record<string, DeployedPlan>>;
  /** What the plans say of their rehearsal, by their names. */
  rehearsals: Readonly<Record<string, Rehearsal>>;
  warnings: readonly Problem[];
}>;

/** Every plan file of the folder. Throws with one line per problem; the name of a file is the name of its plan. */
export function readPlans(folder = 'plans'): ReadPlans {
  const files = filesOf(folder);
  const others = unread(folder);
  if (files.length + others.length === 0) throw none(folder);
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
  const all = [...problems, ...misnamed, ...others];
  if (all.length > 0) throw new Error(all.join('\n'));
  return {
    plans: Object.fromEntries(parsed.flatMap((one) => (one.plan ? [[one.plan.plan, one.plan]] : []))),
    rehearsals: Object.fromEntries(good.flatMap(({ plan, rehearsal }) => (rehearsal ? [[plan.plan, rehearsal]] : []))),
    warnings: parsed.flatMap((one) => one.warnings),
  };
}

/** Whether anything lies in the folder that is a plan, or looks like one. */
export const hasPlans = (folder: string): boolean =>
  existsSync(folder) && filesOf(folder).length + unread(folder).length > 0;

function filesOf(folder: string): string[] {
  if (!existsSync(folder)) throw none(folder);
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.yml'))
      .sort();
  } catch (error) {
    throw new Error(`${folder}: cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const none = (folder: string): Error =>
  new Error(
    `${folder}: no plan here; write one plan file per protected service, <name>.yml (docs/first-service.md), or name another folder`,
  );

/** What looks like a plan and would never be read. */
const unread = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const { name } = entry;
    const file = join(folder, name);
    if (entry.isDirectory())
      return readdirSync(file).some((each) => /\.ya?ml$/i.test(each))
        ? [`${file}:1: plan: lies in a folder of its own, which is not read: put its files into ${folder}`]
        : [];
    if (name.endsWith('.yml') || name === schemaName) return [];
    const { name: stem, ext } = parse(name);
    return /^\.(ya?ml|json)$/i.test(ext)
      ? [`${file}:1: plan: is not read as it is called: rename it to ${stem}.yml`]
      : [];
  });

/** The plans that the stack in this Region recovers: those whose standby it is. */
export const plansOf = (region: string, { plans }: Pick<ReadPlans, 'plans'>): Record<string, DeployedPlan> =>
  Object.fromEntries(Object.entries(plans).filter(([, plan]) => plan.regions.standby === region));
