import { type Client, escapeIdentifier, escapeLiteral } from 'pg';
import type { DatabaseSpec } from '../database.ts';
import { type Administrator, administer } from './administration.ts';

type User = DatabaseSpec['users'][number];

/** RDS's master user: the first that may write. */
export const masterOf = ({ users }: Pick<DatabaseSpec, 'users'>): User | undefined =>
  users.find(({ readOnly }) => !readOnly);

/** Users, database and schema of a new primary. */
export async function equip(at: Administrator, { database, users, schema }: DatabaseSpec): Promise<void> {
  const owner = masterOf({ users });
  await administer(at, async (client) => {
    for (const user of users) await createUser(client, user);
    await arrangeDatabase(client, database, users);
    if (owner === undefined) return;
    await client.query(`ALTER DATABASE ${escapeIdentifier(database)} OWNER TO ${escapeIdentifier(owner.name)}`);
    await empower(client, owner, users);
  });
  // In the template as well: databases that are made later are its copies.
  if (owner !== undefined)
    for (const where of [at, { ...at, database }]) await administer(where, (client) => installChecker(client, owner));
  await administer({ ...at, database }, (client) => runSchema(client, schema, owner));
}

/**
 * A read-only user has nothing but SELECT, sees what the server says of its replication, and has a session that says so. The
 * first writing user owns the database, as the master user does on RDS; further ones may read and write every table.
 */
async function createUser(client: Client, { name, password, readOnly }: User): Promise<void> {
  const role = escapeIdentifier(name);
  await client.query(`CREATE ROLE ${role} LOGIN PASSWORD ${escapeLiteral(password)}`);
  await client.query(`GRANT pg_read_all_data TO ${role}`);
  if (readOnly) await client.query(`GRANT pg_read_all_stats TO ${role}`);
  if (readOnly) await client.query(`ALTER ROLE ${role} SET default_transaction_read_only = on`);
  else await client.query(`GRANT pg_write_all_data TO ${role}`);
}

/**
 * A server with the one database that is asked for. What initdb made is renamed, and what serves only to make further
 * databases is dropped: each would cost three hundred files in every copy.
 */
async function arrangeDatabase(client: Client, database: string, users: readonly User[]): Promise<void> {
  const name = escapeIdentifier(database);
  if (database !== 'postgres') await client.query(`ALTER DATABASE postgres RENAME TO ${name}`);
  await client.query('ALTER DATABASE template0 IS_TEMPLATE false');
  await client.query('DROP DATABASE template0');
  await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  for (const user of users) await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${escapeIdentifier(user.name)}`);
}

/**
 * As rds_superuser may on RDS: make databases, manage other roles, see what all processes do (pg_stat_activity), and check pages and indexes with amcheck, which nobody but a superuser could
 * install here.
 */
async function empower(client: Client, { name }: User, users: readonly User[]): Promise<void> {
  const master = escapeIdentifier(name);
  await client.query(`ALTER ROLE ${master} CREATEROLE CREATEDB`);
  await client.query(`GRANT pg_monitor TO ${master}`);
  for (const other of users)
    if (other.name !== name) await client.query(`GRANT ${escapeIdentifier(other.name)} TO ${master} WITH ADMIN OPTION`);
}

async function installChecker(client: Client, { name }: User): Promise<void> {
  const master = escapeIdentifier(name);
  await client.query('CREATE EXTENSION amcheck');
  await client.query(`GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO ${master} WITH GRANT OPTION`);
}

async function runSchema(client: Client, schema: string, owner: User | undefined): Promise<void> {
  if (owner !== undefined) await client.query(`SET SESSION AUTHORIZATION ${escapeIdentifier(owner.name)}`);
  if (schema.trim() !== '') await client.query(schema);
}
