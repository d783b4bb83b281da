import type { ModelStatement } from 'simulated-aws/postgres/model/answers.ts';
import type { ModelContents, ModelTable } from 'simulated-aws/postgres/model/contents.ts';
import { checkIndex, readHeap, tableNamed } from 'simulated-aws/postgres/model/reading.ts';
import type { Value } from 'simulated-aws/postgres/model/result.ts';
import { commandResult, type Result, rowResult } from 'simulated-aws/postgres/model/result.ts';
import type { Scope } from 'simulated-aws/postgres/model/scope.ts';
import { SqlError } from 'simulated-aws/postgres/model/sql-error.ts';
import type { Columns, Relation } from '../../shared/domain/verification/catalogue.ts';
import { preparation, verificationStatements } from '../../shared/verification/statements.ts';
import { first, gap, second, shape } from './shape.ts';

const pageBytes = 8192;

const { readPages, checkPages, newestRow, compare } = verificationStatements;

/** What is beside the tables: the model has nothing there. */
const besideAnswers: readonly ModelStatement[] = [
  { pattern: shape(verificationStatements.beside), run: () => row('beside', '[]') },
  { pattern: shape(verificationStatements.databases), run: () => row('databases', '[]') },
  { pattern: shape(verificationStatements.sequences), run: () => row('fingerprint', '0:0') },
  { pattern: shape(verificationStatements.checkSystem(gap('checker'))), run: () => commandResult('SELECT 0') },
  {
    pattern: shape(verificationStatements.checkSystemIndexes(gap('checker'))),
    run: () => row('nothing', '164 indexes'),
  },
];

/** What a verification asks, answered from the contents. `times`: the columns of each table that hold a time. */
export function verificationAnswers(times: readonly string[]): readonly ModelStatement[] {
  const columns = columnsOf(times);
  const modelled = (name: string): Relation => ({ name, columns });
  return [
    ...besideAnswers,
    { pattern: shape(preparation.ownNames), run: () => commandResult('SET') },
    { pattern: shape(verificationStatements.ownNames), run: () => commandResult('SET') },
    { pattern: shape(preparation.checker), run: () => row('checker', 'public') },
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
    { pattern: shape(preparation.allowCheckerSchema(gap('schema'), gap('role'))), run: () => commandResult('GRANT') },
    {
      pattern: shape(verificationStatements.catalogue),
      run: ({ contents }) => row('catalogue', catalogueOf(contents(), columns)),
    },
    {
      pattern: shape(verificationStatements.resolve(gap('table'))),
      run: (scope, { table = '' }) => row('oid', oidOf(scope, table)),
    },
    {
      pattern: shape(verificationStatements.relation(String(first))),
      run: (scope, { n1 }) =>
        row('relation', JSON.stringify(modelled(scope.contents().find(({ oid }) => oid === Number(n1))?.name ?? ''))),
    },
    {
      pattern: shape(readPages(modelled(gap('table')), { from: first, to: second })),
      run: (scope, { table = '' }) => fingerprint(readHeap(tableNamed(scope, table))),
    },
    {
      pattern: shape(checkPages(gap('checker'), first, { from: second, to: 10_302 })),
      run: (scope, { n1 }) => {
        const table = scope.contents().find(({ oid }) => oid === Number(n1));
        if (table !== undefined) readHeap(table);
        return commandResult('SELECT 0');
      },
    },
    {
      pattern: shape(verificationStatements.checkIndex(gap('checker'), first)),
      run: (scope, { n1 }) => {
        checkIndex(scope, Number(n1));
        return row('nothing', '');
      },
    },
    {
      pattern: shape(newestRow(gap('table'), time(gap('column')), gap('at'))),
      run: (scope, { table = '' }) => row('newest', newestOf(readHeap(tableNamed(scope, table)))),
    },
    {
      pattern: shape(compare(modelled(gap('table')), { column: time(gap('column')), at: gap('at') })),
      run: (scope, { table = '' }) => fingerprint(readHeap(tableNamed(scope, table))),
    },
    {
      pattern: shape(compare(modelled(gap('table')), undefined)),
      run: (scope, { table = '' }) => fingerprint(readHeap(tableNamed(scope, table))),
    },
  ];
}

/** Of every modelled table: what a plan may name as a time has to be among them. */
const columnsOf = (times: readonly string[]): Columns => [
  ['id', ''],
  ...times.map((name): Columns[number] => [name, 'timestamptz']),
];

const row = (name: string, value: Value): Result => rowResult([{ name, type: 'text' }], [value]);

function setPassword(scope: Scope, name: string, password: string): Result {
  if (!scope.isMaster) throw new SqlError('42501', 'permission denied to alter role');
  scope.setPassword(name, password);
  return commandResult('ALTER ROLE');
}

const catalogueOf = (contents: ModelContents, columns: Columns): string =>
  JSON.stringify(
    contents.map(({ name, oid, pages, indexes }) => ({
      ...{ name, columns, oid, kind: 'r', bytes: pages * pageBytes, pageBytes, mayRead: true },
      indexes: indexes.map((index) => ({ ...index, bytes: pageBytes })),
    })),
  );

const oidOf = ({ contents }: Scope, name: string): string | null =>
  String(contents().find((table) => table.name === name || table.name === `public.${name}`)?.oid ?? '') || null;

const fingerprint = (table: ModelTable): Result => row('fingerprint', `${table.rows}:${table.checksum}`);

function time(name: string) {
  return { name, type: 'timestamptz', zone: 'UTC' } as const;
}

const newestOf = (table: ModelTable): string =>
  JSON.stringify({
    isEmpty: table.newestAt === undefined,
    newest: table.newestAt ?? null,
    later: 0,
    latest: null,
    infinite: 0,
  });
