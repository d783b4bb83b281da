import { preparation, verificationStatements } from '../../../shared/verification/statements.ts';
import { catalogueOf, type ModelTable } from './contents.ts';
import type { Value } from './messages.ts';
import { commandResult, type Result, rowResult, type Scope } from './scope.ts';
import { BackendCrash, SqlError } from './sql-error.ts';
import { plain } from './text.ts';

type Groups = Readonly<Record<string, string>>;
type Answer = (scope: Scope, groups: Groups) => Result;

const row = (name: string, value: Value): Result => rowResult([{ name, type: 'text' }], [value]);

const nameOf = (table: ModelTable): string => table.name.split('.')[1] ?? table.name;

const tableNamed = ({ contents }: Scope, name: string): ModelTable => {
  const table = contents().find((one) => one.name === name || nameOf(one) === name);
  if (table === undefined) throw new SqlError('42P01', `relation "${name}" does not exist`);
  return table;
};

/** postgresql.org/docs/18/errcodes-appendix.html: XX001 data_corrupted, XX002 index_corrupted. */
const readHeap = (table: ModelTable): ModelTable => {
  if (table.damaged === 'fatal') throw new BackendCrash();
  if (table.damaged === 'heap')
    throw new SqlError('XX001', `invalid page in block 0 of relation "base/5/${table.oid}"`);
  return table;
};

const fingerprint = (table: ModelTable): Result => row('fingerprint', `${table.rows}:${table.checksum}`);

const checkIndex = ({ contents }: Scope, oid: number): Result => {
  const table = contents().find(({ indexes }) => indexes.some((index) => index.oid === oid));
  const index = table?.indexes.find((one) => one.oid === oid);
  if (table === undefined || index === undefined) throw new SqlError('42P01', `index ${oid} does not exist`);
  if (readHeap(table).damaged === 'index')
    throw new SqlError(
      'XX002',
      `heap tuple (0,1) from table "${nameOf(table)}" lacks matching index tuple within index "${index.name}"`,
    );
  return row('nothing', '');
};

const setPassword = (scope: Scope, name: string, password: string): Result => {
  if (!scope.isMaster) throw new SqlError('42501', 'permission denied to alter role');
  scope.setPassword(name, password);
  return commandResult('ALTER ROLE');
};

/** The text of a statement with a word in each gap, as a pattern that finds what stands in the gaps. */
const shape = (text: string): RegExp => {
  const escaped = plain(text).replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(
    `^${escaped.replaceAll(/gap_(\w+?)_gap/g, '(?<$1>.+?)').replaceAll(/10(\d)01/g, (_, digit) => `(?<n${digit}>\\d+)`)}$`,
  );
};

const gap = (name: string) => `gap_${name}_gap`;
/** Numbers that no statement has of its own. */
const first = 10_101;
const second = 10_201;

const { readPages, checkPages, newestRow, compare } = verificationStatements;

const known: readonly Readonly<{ pattern: RegExp; answer: Answer }>[] = [
  { pattern: shape(preparation.installChecker), answer: () => commandResult('CREATE EXTENSION') },
  {
    pattern: shape(preparation.couldWrite(gap('role'))),
    answer: (scope, { role = '' }) => {
      const user = scope.users.find(({ name }) => name === role);
      if (user === undefined) return commandResult('SELECT 0');
      return rowResult([{ name: 'could_write', type: 'bool' }], [!user.readOnly]);
    },
  },
  {
    pattern: shape(preparation.setPassword(gap('role'), gap('password'))),
    answer: (scope, { role = '', password = '' }) => setPassword(scope, role, password),
  },
  {
    pattern: shape(preparation.checkerFunctions),
    answer: () => row('functions', 'verify_heapam(regclass), bt_index_check(regclass)'),
  },
  {
    pattern: shape(preparation.servingSince),
    answer: ({ starts }) => row('serving_since', `start ${starts()}`),
  },
  { pattern: shape(preparation.allowChecker(gap('functions'), gap('role'))), answer: () => commandResult('GRANT') },
  {
    pattern: shape(verificationStatements.catalogue),
    answer: ({ contents }) => row('catalogue', catalogueOf(contents())),
  },
  {
    pattern: shape(readPages(gap('table'), { from: first, to: second })),
    answer: (scope, { table = '' }) => fingerprint(readHeap(tableNamed(scope, table))),
  },
  {
    pattern: shape(checkPages(first, { from: second, to: 10_302 })),
    answer: (scope, { n1 }) => {
      const table = scope.contents().find(({ oid }) => oid === Number(n1));
      if (table !== undefined) readHeap(table);
      return commandResult('SELECT 0');
    },
  },
  {
    pattern: shape(verificationStatements.checkIndex(first)),
    answer: (scope, { n1 }) => checkIndex(scope, Number(n1)),
  },
  {
    pattern: shape(newestRow(gap('table'), gap('column'))),
    answer: (scope, { table = '' }) => row('newest', readHeap(tableNamed(scope, table)).newestAt ?? null),
  },
  {
    pattern: shape(compare(gap('table'), { column: gap('column'), at: gap('at') })),
    answer: (scope, { table = '' }) => fingerprint(readHeap(tableNamed(scope, table))),
  },
  {
    pattern: shape(compare(gap('table'), undefined)),
    answer: (scope, { table = '' }) => fingerprint(readHeap(tableNamed(scope, table))),
  },
];

/** What a verification asks, answered from the contents; undefined for everything else. */
export const runVerification = (scope: Scope, statement: string): Result | undefined => {
  for (const { pattern, answer } of known) {
    const match = pattern.exec(statement);
    if (match !== null) return answer(scope, match.groups ?? {});
  }
  return undefined;
};
