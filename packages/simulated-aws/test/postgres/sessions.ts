import pg from 'pg';
import type { Network } from '../../src/network/network.ts';
import type { Database, DatabaseSpec } from '../../src/postgres/database.ts';

export const spec: DatabaseSpec = {
  name: 'orders-prod',
  region: 'us-west-2',
  database: 'orders',
  users: [
    { name: 'app', password: "it's a secret", readOnly: false },
    { name: 'reader', password: 'another', readOnly: true },
  ],
  schema: 'CREATE TABLE orders (id int PRIMARY KEY);',
};

export const replicaSpec = { name: 'orders-replica', region: 'us-east-1' };

const passwordOf = (user: string): string => spec.users.find(({ name }) => name === user)?.password ?? 'none';

export type Login = Readonly<{ user?: string; password?: string; database?: string }>;

/** Lets a database answer at a host of the network, as RDS does. */
export const listenAs = (network: Network, at: { host: string; region: string }, database: Database): void => {
  network.listen({ ...at, port: 5432 }, database.accept);
};

/** A session of node-postgres over the simulated network. */
export const connectTo = async (network: Network, host: string, login: Login = {}): Promise<pg.Client> => {
  const { user = 'app', password = passwordOf(user), database = spec.database } = login;
  const client = new pg.Client({ user, password, database, stream: () => network.connect({ host, port: 5432 }) });
  client.on('error', () => undefined);
  await client.connect();
  return client;
};

/** The rows of a statement as lists, or the code of its error. */
export const outcomeOf = async (client: pg.Client, sql: string): Promise<unknown> => {
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows;
  } catch (error) {
    return error instanceof Error && 'code' in error ? { code: error.code, message: error.message } : error;
  }
};
