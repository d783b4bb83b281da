export type Column = Readonly<{ name: string; type: 'text' | 'int8' | 'float8' | 'bool' }>;

export type Value = string | number | boolean | null;

/** Of a statement: at most one row. */
export type Result = Readonly<{ tag: string; columns: readonly Column[]; row: readonly Value[] }>;

export const commandResult = (tag: string): Result => ({ tag, columns: [], row: [] });

export const rowResult = (columns: readonly Column[], row: readonly Value[]): Result => ({
  tag: 'SELECT 1',
  columns,
  row,
});
