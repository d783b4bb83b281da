import type { ModelStatement } from 'simulated-aws/postgres/model/answers.ts';
import type { ModelContents, ModelTable } from 'simulated-aws/postgres/model/contents.ts';
import { checkIndex, readHeap, tableNamed } from 'simulated-aws/postgres/model/reading.ts';
import type { Value } from 'simulated-aws/postgres/model/result.ts';
import { commandResult, type Result, rowResult } from 'simulated-aws/postgres/model/result.ts';
import type { Scope } from 'simulated-aws/postgres/model/scope.ts';
import { SqlError } from 'simulated-aws/postgres/model/sql-error.ts';
import { preparation, verificationStatements } from '../../shared/verification/statements.ts';
import { first, gap, second, shape } from './shape.ts';

const row = (name: string, value: Value): Result => rowResult([{ name, type: 'text' }], [value]);

const pageBytes = 8192;

const catalogueOf = (contents: ModelContents): string =>
  JSON.stringify(
    contents.map(({ name, oid, pages, indexes }) => ({
      ...{ name, oid, kind: 'r', bytes: pages * pageBytes, pageBytes },
      indexes: indexes.map((index) => ({ ...index, bytes: pageBytes })),
    })),
  );

const fingerprint = (table: ModelTable): Result => row('fingerprint', `${table.rows}:${table.checksum}`);

const setPassword = (scope: Scope, name: string, password: string): Result => {
  if (!scope.isMaster) throw new SqlError('42501', 'permission denied to alter role');
  scope.setPassword(name, password);
  return commandResult('ALTER ROLE');
};

const { readPages, checkPages, newestRow, compare } = verificationStatements;

/** What a verification asks, answered from the contents. */
export const verificationAnswers: readonly ModelStatement[] = [
  { pattern: shape(preparation.installChecker), run: () => commandResult('CREATE EXTENSION') },
  {
    pattern: shape(preparation.couldWrite(gap('role'))),
    run: (scope, { role = '' }) => {
      const user = scope.users.find(({ name }) => name === role);
      if (user === undefined) return commandResult('SELECT 0');
      return rowResult([{ name: 'could_write', type: 'bool' }], [!user.readOnly]);
    },
  },
  {
    pattern: shape(preparation.setPassword(gap('role'), gap('password'))),
    run: (scope, { role = '', password = '' }) => setPassword(scope, role, password),
  },
  {
    pattern: shape(preparation.checkerFunctions),
    run: () => row('functions', 'verify_heapam(regclass), bt_index_check(regclass)'),
  },
  {
    pattern: shape(preparation.servingSince),
    run: ({ starts }) => row('serving_since', `start ${starts()}`),
  },
  { pattern: shape(preparation.allowChecker(gap('functions'), gap('role'))), run: () => commandResult('GRANT') },
  {
    pattern: shape(verificationStatements.catalogue),
    run: ({ contents }) => row('catalogue', catalogueOf(contents())),
  },
  {
    pattern: shape(readPages(gap('table'), { from: first, to: second })),
    run: (scope, { table = '' }) => fingerprint(readHeap(tableNamed(scope, table))),
  },
  {
    pattern: shape(checkPages(first, { from: second, to: 10_302 })),
    run: (scope, { n1 }) => {
      const table = scope.contents().find(({ oid }) => oid === Number(n1));
      if (table !== undefined) readHeap(table);
      return commandResult('SELECT 0');
    },
  },
  {
    pattern: shape(verificationStatements.checkIndex(first)),
    run: (scope, { n1 }) => {
      checkIndex(scope, Number(n1));
      return row('nothing', '');
    },
  },
  {
    pattern: shape(newestRow(gap('table'), gap('column'))),
    run: (scope, { table = '' }) => row('newest', readHeap(tableNamed(scope, table)).newestAt ?? null),
  },
  {
    pattern: shape(compare(gap('table'), { column: gap('column'), at: gap('at') })),
    run: (scope, { table = '' }) => fingerprint(readHeap(tableNamed(scope, table))),
  },
  {
    pattern: shape(compare(gap('table'), undefined)),
    run: (scope, { table = '' }) => fingerprint(readHeap(tableNamed(scope, table))),
  },
];
