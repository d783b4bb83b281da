import { callErrorOf } from '../../shared/aws/call-error-of.ts';
import { defined } from '../../shared/contracts/defined.ts';
import { isFinal } from '../../shared/domain/judge-call-error.ts';
import { secondsBetween } from '../../shared/domain/time.ts';
import { judgeSqlError } from '../../shared/domain/verification/judge-data.ts';
import { listOtherUnits, unreadableIn } from '../../shared/domain/verification/list-units.ts';
import { noteBeside, type OtherDatabase } from './list-database.ts';
import { type Inside, type LookedInside, lookInside } from './look-inside.ts';
import type { Subjects } from './subjects.ts';
import type { Work } from './work.ts';
import { lookSeconds, type Progress, writeResults } from './work-through.ts';

const nothing: LookedInside = { left: 0, hasAnswer: false, isCut: false, catalogue: [], others: [] };

type Way = Readonly<{ enter: (database: string) => Inside; subjects: Pick<Subjects, 'source' | 'databaseTime'> }>;

/** How far one look came, over all databases of the copy. */
export type LookedAtData = Progress & Readonly<{ tables: number; indexes: number }>;

/**
 * The other databases of the instance, one after the other, once all of the plan's own has had its turn. What one of them refuses is named,
 * and ends no look.
 */
export async function lookAtOthers(work: Work, planned: LookedInside, way: Way): Promise<LookedAtData> {
  let sum = add({ ...planned, left: 0, tables: 0, indexes: 0 }, planned);
  for (const [index, other] of planned.others.entries()) {
    const isLate = secondsBetween(work.startedAt, work.dependencies.now()) >= lookSeconds;
    if (sum.broken !== undefined || sum.isCut || isLate)
      return { ...sum, isCut: sum.broken === undefined, left: sum.left + planned.others.length - index };
    sum = add(sum, await lookAtOther(work, other, way));
  }
  return sum;
}

const add = (sum: LookedAtData, one: Progress & Pick<LookedInside, 'catalogue'>): LookedAtData => ({
  left: sum.left + one.left,
  hasAnswer: sum.hasAnswer || one.hasAnswer,
  isCut: sum.isCut || one.isCut,
  tables: sum.tables + one.catalogue.length,
  indexes: sum.indexes + one.catalogue.reduce((count, { indexes }) => count + indexes.length, 0),
  ...defined({ broken: one.broken }),
});

async function lookAtOther(work: Work, { name, takesConnections }: OtherDatabase, way: Way): Promise<LookedInside> {
  if (!takesConnections) return await leaveOut(work, name, 'it takes no connections');
  try {
    return await lookInside(work, way.enter(name), {
      ...{ subjects: way.subjects, prefix: `${name}: `, database: name },
      unitsOf: (catalogue) => listOtherUnits(name, catalogue),
      unreadableOf: unreadableIn,
    });
  } catch (error) {
    return await judgeDoor(work, name, error);
  }
}

async function leaveOut(work: Work, name: string, because: string): Promise<LookedInside> {
  await noteBeside(work, name, [{ kind: 'database', name: `${name} (${because})` }]);
  return nothing;
}

/** That it cannot be opened for its damage is a finding; for a right or a setting it is named; else it is tried again. */
async function judgeDoor(work: Work, name: string, error: unknown): Promise<LookedInside> {
  const failure = callErrorOf(error);
  const verdict = judgeSqlError(failure, 'ours');
  if (verdict.outcome !== 'failed' && !isFinal(failure) && failure.error !== '55000') throw error;
  if (verdict.outcome !== 'failed') return await leaveOut(work, name, failure.error);
  const result = { unit: `@${name}:catalogue`, kind: 'catalogue' as const, name: `${name}: catalogue` };
  await writeResults(work, [{ ...result, at: work.dependencies.now(), ...verdict }]);
  return { ...nothing, hasAnswer: true };
}
