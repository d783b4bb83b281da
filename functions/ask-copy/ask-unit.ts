import { defined } from '../../shared/contracts/defined.ts';
import { faultOf } from '../../shared/domain/recovery/judge-checks.ts';
import { judgeNewestRow, latestCounted } from '../../shared/domain/verification/judge-data.ts';
import type { Unit } from '../../shared/domain/verification/list-units.ts';
import { numberIn } from '../../shared/postgres/number-in.ts';
import { verificationStatements } from '../../shared/verification/statements.ts';
import { fingerprintIn, newestIn, textIn } from './answers.ts';
import { askManifest } from './ask-manifest.ts';
import { askRows } from './ask-rows.ts';
import { findRelation, timeColumnOf } from './find-relation.ts';
import type { Ask, Finding, Subjects } from './subjects.ts';

/** In the transaction that cannot write, which has begun. */
export function askUnit(unit: Unit, subjects: Subjects): Promise<Finding> {
  switch (unit.kind) {
    case 'check':
      return askCheck(unit, subjects);
    case 'newestRow':
      return askNewestRow(unit, subjects);
    case 'manifest':
      return askManifest(unit, subjects);
    default:
      return askOwn(unit, subjects);
  }
}

const askCheck: Ask<'check'> = async ({ check }, { copy }) => {
  const value = numberIn(await copy(check.sql));
  const because = faultOf(value, check);
  return because === undefined ? { outcome: 'passed', value } : { outcome: 'failed', value, because };
};

const askNewestRow: Ask<'newestRow'> = async ({ expected }, { copy, databaseTime }) => {
  const { table, column, zone, within } = expected;
  const relation = await findRelation(copy, table);
  const time = timeColumnOf(relation, { column, zone, field: 'newestRow.zone' });
  if (time.kind === 'untold') return { outcome: 'didNotRun', because: time.because, isFinal: true };
  const statement = verificationStatements.newestRow(relation.name, time.column, latestCounted(databaseTime));
  return judgeNewestRow(newestIn(await copy(statement)), databaseTime, within);
};

/** Of what PostgreSQL itself has listed: names of the customer's are found nowhere but in the statement. */
async function askOwn(
  unit: Exclude<Unit, { kind: 'check' | 'newestRow' | 'manifest' }>,
  subjects: Subjects,
): Promise<Finding> {
  await subjects.copy(verificationStatements.ownNames);
  switch (unit.kind) {
    case 'read':
      return await askRead(unit, subjects);
    case 'heap':
      return await askHeap(unit, subjects);
    case 'index':
      return await askIndex(unit, subjects);
    case 'sequences':
      return await askSequences(unit, subjects);
    case 'system':
      return await askSystem(unit, subjects);
    default:
      return unit satisfies never;
  }
}

const askRead: Ask<'read'> = async ({ relation, from, to, bytes }, { copy }) => {
  const { rows, checksum } = await askRows(copy, (form) =>
    verificationStatements.readPages(relation, { from, to }, form),
  );
  return { outcome: 'passed', bytes, rows, checksum };
};

const askHeap: Ask<'heap'> = async ({ oid, from, to, bytes }, { copy, checker }) =>
  faultsIn(await copy(verificationStatements.checkPages(checker, oid, { from, to })), bytes);

function faultsIn(rows: Parameters<typeof textIn>[0], bytes?: number): Finding {
  const faults = textIn(rows);
  const weight = defined({ bytes });
  return faults === null ? { outcome: 'passed', ...weight } : { outcome: 'failed', ...weight, because: faults };
}

const askIndex: Ask<'index'> = async ({ oid, bytes }, { copy, checker }) => {
  await copy(verificationStatements.checkIndex(checker, oid));
  return { outcome: 'passed', bytes };
};

const askSequences: Ask<'sequences'> = async (_unit, { copy }) => {
  const { rows, checksum } = fingerprintIn(await copy(verificationStatements.sequences));
  return { outcome: 'passed', value: rows, checksum };
};

const askSystem: Ask<'system'> = async ({ of }, { copy, checker }) => {
  if (of === 'tables') return faultsIn(await copy(verificationStatements.checkSystem(checker)));
  await copy(verificationStatements.checkSystemIndexes(checker));
  return { outcome: 'passed' };
};
