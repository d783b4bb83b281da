import { read } from '../../shared/aws/read.ts';
import type { ManifestTable } from '../../shared/contracts/verification/restore.ts';
import type { Relation } from '../../shared/domain/verification/catalogue.ts';
import {
  comparableUntil,
  type Fingerprint,
  judgeManifest,
  judgeSourceError,
} from '../../shared/domain/verification/judge-data.ts';
import { isTooLong } from '../../shared/domain/verification/sql-fault.ts';
import type { Query } from '../../shared/postgres/database.ts';
import { databaseStatements } from '../../shared/postgres/database-statements.ts';
import { type Form, verificationStatements } from '../../shared/verification/statements.ts';
import { fingerprintIn } from './answers.ts';
import { askRows } from './ask-rows.ts';
import { findRelation, requireColumns, timeColumnOf } from './find-relation.ts';
import type { Ask, Finding, Subjects } from './subjects.ts';

/** The rows of one table on copy and source, as the plan compares them. */
export const askManifest: Ask<'manifest'> = async ({ table }, subjects) => {
  const relation = await findRelation(subjects.copy, table.table);
  const until = untilOf(relation, table, subjects.databaseTime);
  if (until.kind === 'untold') return { outcome: 'didNotRun', because: until.because, isFinal: true };
  const bound = until.kind === 'always' ? undefined : until;
  const statement = (form: Form) => verificationStatements.compare(relation, bound, form);
  const comparison = { table, relation, statement };
  const found = await compareIn('row', comparison, subjects);
  const last = found === 'tooLong' ? await compareIn('columns', comparison, subjects) : found;
  if (last === 'tooLong') throw new TypeError('A comparison column by column was asked for another form.');
  return last;
};

function untilOf(relation: Relation, { until: column, zone }: ManifestTable, databaseTime: string) {
  if (column === undefined) return { kind: 'always' } as const;
  const time = timeColumnOf(relation, { column, zone, field: 'zone' });
  return time.kind === 'untold' ? time : ({ ...time, at: comparableUntil(databaseTime) } as const);
}

type Comparison = Readonly<{ table: ManifestTable; relation: Relation; statement: (form: Form) => string }>;

/** The same statement of both: a checksum means nothing beside one of another form. */
async function compareIn(
  form: Form,
  { table, relation, statement }: Comparison,
  { copy, source }: Subjects,
): Promise<Finding | 'tooLong'> {
  const ofCopy = await askRows(copy, statement, form);
  const { form: used, ...found } = ofCopy;
  const ofSource = await read(() => source((query) => askOnce(query, relation, statement(used))));
  if (ofSource.kind === 'known') return { ...judgeManifest(table, found, ofSource.value), ...found };
  if (used === 'row' && isTooLong(ofSource.failure)) return 'tooLong';
  return { ...judgeSourceError(ofSource.failure), ...found };
}

/** Asks in a transaction that cannot write. The connection serves nothing else, so that its end says nothing of the answer. */
async function askOnce(query: Query, relation: Relation, statement: string): Promise<Fingerprint> {
  await query(databaseStatements.beginRead);
  requireColumns(await findRelation(query, relation.name), relation);
  const found = fingerprintIn(await query(statement));
  await read(() => query(databaseStatements.end));
  return found;
}
