import { mkdtemp, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { administer } from 'simulated-aws/postgres/server/administration.ts';
import { createPrimaryServer } from 'simulated-aws/postgres/server/create-primary.ts';
import type { Server } from 'simulated-aws/postgres/server/server.ts';
import { closeWorkshop, openWorkshop } from 'simulated-aws/postgres/server/workshop.ts';
import type { Connect, Login, Query } from '../../../shared/postgres/database.ts';

export const reader = 'lifeboat_reader';
const password = 'any';

const specOf = (schema: string) => ({
  name: 'copy',
  region: 'us-west-2',
  database: 'orders',
  users: [
    { name: 'postgres', password, readOnly: false },
    { name: reader, password, readOnly: true },
  ],
  schema,
});

/** One real server of PostgreSQL that stands for a copy, or for a database that is promoted. */
export const openRealServer = async (schema: string) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'lifeboat-case-'));
  const workshop = await openWorkshop(folder);
  const { binaries, account } = workshop;
  const launch = { binaries, account, dataFolder: path.join(folder, 'server'), log: () => undefined };
  const server = await createPrimaryServer({ spec: specOf(schema), workshop, launch });
  return {
    server,
    close: async () => {
      await server.crash();
      await closeWorkshop(workshop);
    },
  };
};

export type RealServer = Awaited<ReturnType<typeof openRealServer>>;

/** As the server's administrator, who may do all. Answers the rows of the last statement as lists. */
export const asAdministrator = ({ server }: RealServer, sql: string, database = 'orders') =>
  administer({ ...server.administrator(), database }, async (client) => {
    // Whatever was set for all, it may write.
    await client.query('SET default_transaction_read_only = off');
    const answers: unknown = await client.query({ text: sql, rowMode: 'array' });
    const last = Array.isArray(answers) ? answers.at(-1) : answers;
    return last?.rows ?? [];
  });

/** Connections to the server as `connectDatabase` makes them, without TLS. */
export const connectTo =
  (server: Server): Connect =>
  async <T>(
    { user, password: secret, database, statementTimeoutSeconds, options = '' }: Login,
    work: (query: Query) => Promise<T>,
  ) => {
    const client = new Client({
      ...{ host: '127.0.0.1', port: server.port(), user, password: secret, database, options, ssl: false },
      statement_timeout: statementTimeoutSeconds * 1000,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await work(async (text) => (await client.query({ text, rowMode: 'array' })).rows);
    } finally {
      await client.end().catch(() => undefined);
    }
  };

type Place = Readonly<{ database: string; relation: string }>;

/** Where the newest row of the first page stands. */
const offset = 8000;

const turnOver = async (file: string): Promise<void> => {
  const handle = await open(file, 'r+');
  const byte = Buffer.alloc(1);
  await handle.read(byte, 0, 1, offset);
  byte.writeUInt8(byte.readUInt8() ^ 0xff);
  await handle.write(byte, 0, 1, offset);
  await handle.close();
};

/** Turns over a byte in the first page of each relation, while the server stands still. */
export const damage = async (real: RealServer, places: readonly Place[]): Promise<void> => {
  const { server } = real;
  const files: string[] = [];
  for (const { database, relation } of places) {
    const [[file]] = await asAdministrator(real, `CHECKPOINT; SELECT pg_relation_filepath('${relation}')`, database);
    files.push(path.join(server.dataFolder, String(file)));
  }
  await server.stop();
  for (const file of files) await turnOver(file);
  await server.start();
};
