import type { ModelTable } from './contents.ts';
import type { Scope } from './scope.ts';
import { BackendCrash, SqlError } from './sql-error.ts';

/** By its name, with or without the schema. Throws 42P01 undefined_table. */
export function tableNamed({ contents }: Scope, name: string): ModelTable {
  const table = contents().find((one) => one.name === name || nameOf(one) === name);
  if (table === undefined) throw new SqlError('42P01', `relation "${name}" does not exist`);
  return table;
}

const nameOf = (table: ModelTable): string => table.name.split('.')[1] ?? table.name;

/** As whoever reads all pages of a table finds it. Throws XX001 data_corrupted (postgresql.org/docs/18/errcodes-appendix.html). */
export function readHeap(table: ModelTable): ModelTable {
  if (table.damaged === 'fatal') throw new BackendCrash();
  if (table.damaged === 'heap')
    throw new SqlError('XX001', `invalid page in block 0 of relation "base/5/${table.oid}"`);
  return table;
}

/** As amcheck's bt_index_check with `heapallindexed` does. Throws XX001, XX002 index_corrupted, 42P01. */
export function checkIndex({ contents }: Scope, oid: number): void {
  const table = contents().find(({ indexes }) => indexes.some((index) => index.oid === oid));
  const index = table?.indexes.find((one) => one.oid === oid);
  if (table === undefined || index === undefined) throw new SqlError('42P01', `index ${oid} does not exist`);
  if (readHeap(table).damaged === 'index')
    throw new SqlError(
      'XX002',
      `heap tuple (0,1) from table "${nameOf(table)}" lacks matching index tuple within index "${index.name}"`,
    );
}
