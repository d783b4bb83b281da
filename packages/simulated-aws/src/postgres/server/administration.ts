import { Client } from 'pg';
import { administrator, administratorsDatabase } from './settings.ts';

/** Each session is a process of the server, and a busy machine takes seconds to start it. */
const patienceMs = 60_000;

export type Administrator = Readonly<{ port: number; password: string; database?: string }>;

/** One session of the server's own administrator. */
export async function administer<T>(
  { port, password, database = administratorsDatabase }: Administrator,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const access = { host: '127.0.0.1', port, user: administrator, password, database };
  const client = new Client({ ...access, connectionTimeoutMillis: patienceMs, ssl: false });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
