import { globSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isObject } from '../../deployment/is-object.ts';
import { PlanSituation } from './schema/plan-situation.ts';
import { Situation } from './schema/situation.ts';

const folder = 'test/situations/cases';

/** `file`: below the folder of all situations, with the group that it is in. */
export type ReadSituation = Situation & Readonly<{ file: string; group: string }>;

const readSituation = (path: string): ReadSituation => {
  const parsed = Situation.safeParse(parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new Error(`${path}: ${parsed.error.message}`);
  const file = path.replace(`${folder}/`, '');
  return { ...parsed.data, file, group: file.split('/')[0] ?? '' };
};

const unsaid = { runs: [], calls: [], notices: [], lock: 'free', service: 'untouched' };

/** A situation of which nobody has said yet what it comes to. */
export const readDraft = (path: string): Situation => {
  const draft: unknown = parse(readFileSync(path, 'utf8'));
  return Situation.parse({ expect: unsaid, ...(isObject(draft) ? draft : {}) });
};

/** Every situation, or those of a group, which is a folder. */
export const readSituations = (group = '*'): ReadSituation[] =>
  globSync(`${folder}/${group}/*.yml`)
    .sort()
    .map((path) => readSituation(path));

export type ReadPlanSituation = PlanSituation & Readonly<{ file: string }>;

/** Every plan that somebody might write. */
export const readPlanSituations = (): ReadPlanSituation[] =>
  globSync('test/situations/plans/*.yml')
    .sort()
    .map((path) => {
      const parsed = PlanSituation.safeParse(parse(readFileSync(path, 'utf8')));
      if (parsed.success) return { ...parsed.data, file: path.replace('test/situations/', '') };
      throw new Error(`${path}: ${parsed.error.message}`);
    });
