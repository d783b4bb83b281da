import { callErrorOf } from '../../shared/aws/call-error-of.ts';
import type { Catalogue } from '../../shared/domain/verification/catalogue.ts';
import { judgeSqlError } from '../../shared/domain/verification/judge-data.ts';
import type { Unit } from '../../shared/domain/verification/list-units.ts';
import type { Query } from '../../shared/postgres/database.ts';
import { type Listed, listDatabase, noteBeside, type OtherDatabase } from './list-database.ts';
import type { Prepared } from './prepare-reader.ts';
import type { Subjects } from './subjects.ts';
import type { Work } from './work.ts';
import { type Progress, workThrough, writeResults } from './work-through.ts';

/** Nothing more can be looked at there. */
const damaged: Progress = { left: 0, hasAnswer: true, isCut: false };

/** Opens one database of the copy, with the eyes of its reader. */
export type Inside = <T>(look: (copy: Query, prepared: Prepared) => Promise<T>) => Promise<T>;

type Database = Readonly<{
  subjects: Pick<Subjects, 'source' | 'databaseTime'>;
  database: string;
  /** Before the names of what lies in it. */
  prefix: string;
  unitsOf: (catalogue: Catalogue) => Unit[];
  /** Tables that are left out since the role may not read them. */
  unreadableOf: (catalogue: Catalogue) => string[];
}>;

export type LookedInside = Progress & Readonly<{ catalogue: Catalogue; others: readonly OtherDatabase[] }>;

/** Lists what one database holds, writes down what is beside it, and works through its units. */
export const lookInside = (work: Work, inside: Inside, at: Database): Promise<LookedInside> =>
  inside(async (copy, prepared) => {
    const listed = await listOrJudge(work, copy, at);
    if (listed === undefined) return { ...damaged, catalogue: [], others: [] };
    const { catalogue, beside, others } = listed;
    const unreadable = at.unreadableOf(catalogue).map((name) => ({ kind: 'unreadable', name }));
    const things = [...beside, ...unreadable].map(({ kind, name }) => ({ kind, name: `${at.prefix}${name}` }));
    await noteBeside(work, at.database, things);
    const subjects = { ...at.subjects, copy, checker: prepared.checker };
    return { ...(await workThrough(work, at.unitsOf(catalogue), { subjects, prepared })), catalogue, others };
  });

/** Undefined where the catalogues are damaged, which is a result. Throws whatever else stood in the way. */
async function listOrJudge(work: Work, copy: Query, { prefix }: Database): Promise<Listed | undefined> {
  try {
    return await listDatabase(copy);
  } catch (error) {
    const verdict = judgeSqlError(callErrorOf(error), 'ours');
    if (verdict.outcome !== 'failed') throw error;
    const [unit, name] = prefix === '' ? ['catalogue', 'catalogue'] : [`@${prefix}catalogue`, `${prefix}catalogue`];
    await writeResults(work, [{ unit, kind: 'catalogue', name, at: work.dependencies.now(), ...verdict }]);
    return undefined;
  }
}
