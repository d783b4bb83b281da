/** One row with one number. PostgreSQL writes big and exact numbers as text. Throws NotANumber. */
export function numberIn(rows: readonly (readonly unknown[])[]): number {
  const [value, ...others] = rows[0] ?? [];
  if (rows.length !== 1 || others.length > 0) throw notANumber(`${rows.length} rows in place of one number`);
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw notANumber('the answer is not a number');
}

const notANumber = (message: string): Error => Object.assign(new Error(message), { name: 'NotANumber' });
