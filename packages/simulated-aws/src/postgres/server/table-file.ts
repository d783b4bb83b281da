import { open } from 'node:fs/promises';
import { type Administrator, administer } from './administration.ts';

/** Within the first page, behind its header: where the newest row of that page stands. */
const offset = 8000;

/** Where a table lies, within the data folder. */
export async function fileOf(at: Administrator, table: string): Promise<string> {
  const { rows } = await administer(at, (client) =>
    client.query<{ path: string }>('SELECT pg_relation_filepath($1::regclass) AS path', [table]),
  );
  const path = rows[0]?.path;
  if (path === undefined) throw new Error(`the table ${table} has no file`);
  return path;
}

/** Turns one byte over, as a disk or a controller may. */
export async function damageFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    const byte = Buffer.alloc(1);
    await handle.read(byte, 0, 1, offset);
    byte.writeUInt8(byte.readUInt8() ^ 0xff);
    await handle.write(byte, 0, 1, offset);
  } finally {
    await handle.close();
  }
}
