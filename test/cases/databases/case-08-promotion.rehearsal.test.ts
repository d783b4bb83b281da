import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { knownOf } from '../../../shared/domain/reading.ts';
import type { WithDatabase } from '../../../shared/postgres/database.ts';
import { lookAtDatabase } from '../../../shared/postgres/look-at-database.ts';
import { lookBeside } from '../../../shared/postgres/look-beside.ts';
import { asAdministrator, connectTo, openRealServer, type RealServer, reader } from './real-server.ts';

const place = {
  ...{ host: 'here', port: 5432, database: 'orders', secret: 'reader', region: 'us-east-1' },
  statementTimeoutSeconds: 5,
};

/** The role that looks has a default of its own, which hides what is set for all. */
const setDefault = "ALTER ROLE lifeboat_reader SET default_transaction_read_only = 'on'";

describe('a look at real PostgreSQL by a role whose own sessions are read-only', () => {
  let real: RealServer;
  let withDatabase: WithDatabase;
  beforeAll(async () => {
    real = await openRealServer('CREATE TABLE bookings (id int PRIMARY KEY);');
    await asAdministrator(real, setDefault);
    await asAdministrator(
      real,
      `CREATE ROLE shop LOGIN PASSWORD 'any'; GRANT INSERT ON bookings TO shop; CREATE ROLE visitor LOGIN;
       REVOKE pg_write_all_data FROM postgres; ALTER TABLE bookings OWNER TO rdsadmin; GRANT CONNECT ON DATABASE orders TO shop, visitor`,
    );
    const connect = connectTo(real.server);
    withDatabase = (at, work) => connect({ ...at, user: reader, password: 'any' }, work);
  });
  afterAll(() => real.close());

  const look = async () => {
    const found = knownOf(await lookAtDatabase(withDatabase, place));
    return found && { isForAll: found.isReadOnlyForAll, roles: found.readOnlyRoles };
  };
  /** What the application meets in a session of its own. */
  const isRefused = async (): Promise<boolean> => {
    const login = { ...place, user: 'shop', password: 'any' };
    const write = connectTo(real.server)(login, (query) => query('INSERT INTO bookings VALUES (1)'));
    const refused = await write.then(
      () => false,
      (error: unknown) => error instanceof Error && 'code' in error && error.code === '25006',
    );
    await asAdministrator(real, 'TRUNCATE bookings');
    return refused;
  };

  const settings = [
    ['nothing', 'SELECT 1', 'SELECT 1'],
    ['the database', 'ALTER DATABASE orders SET default_transaction_read_only = on', 'ALTER DATABASE orders RESET ALL'],
    [
      'the database, in another spelling',
      "ALTER DATABASE orders SET default_transaction_read_only = 'tr'",
      'ALTER DATABASE orders RESET ALL',
    ],
    [
      'the database, by transaction_read_only',
      'ALTER DATABASE orders SET transaction_read_only = on',
      'ALTER DATABASE orders RESET ALL',
    ],
    ['every role', 'ALTER ROLE ALL SET default_transaction_read_only = on', 'ALTER ROLE ALL RESET ALL'],
    [
      'the role of the application',
      'ALTER ROLE shop SET default_transaction_read_only = on',
      'ALTER ROLE shop RESET ALL',
    ],
    [
      'that role in this database',
      'ALTER ROLE shop IN DATABASE orders SET default_transaction_read_only = on',
      'ALTER ROLE shop IN DATABASE orders RESET ALL',
    ],
    [
      'another database',
      'ALTER DATABASE template1 SET default_transaction_read_only = on',
      'ALTER DATABASE template1 RESET ALL',
    ],
    [
      'a role that changes no rows',
      'ALTER ROLE visitor SET default_transaction_read_only = on',
      'ALTER ROLE visitor RESET ALL',
    ],
    [
      'the database, and not the role of the application',
      'ALTER DATABASE orders SET default_transaction_read_only = on; ALTER ROLE shop SET default_transaction_read_only = off',
      'ALTER DATABASE orders RESET ALL; ALTER ROLE shop RESET ALL',
    ],
  ] as const;

  it.each(settings)('says of %s what the application meets', async (_what, set, reset) => {
    await asAdministrator(real, set);
    const [said, met] = [await look(), await isRefused()];
    await asAdministrator(real, reset);
    expect({ isForAll: said?.isForAll, isNamed: said?.roles.includes('shop') }).toEqual({
      isForAll: met,
      isNamed: met,
    });
  });

  it('names the one of two applications that is read-only, and does not say it of all', async () => {
    await asAdministrator(
      real,
      `CREATE ROLE desk LOGIN; GRANT CONNECT ON DATABASE orders TO desk; GRANT DELETE ON bookings TO desk;
       ALTER ROLE desk SET default_transaction_read_only = on`,
    );
    expect(await look()).toEqual({ isForAll: false, roles: ['desk'] });
  });

  it('finds what no replica carries in every database, and names those that it may not enter', async () => {
    await asAdministrator(real, 'CREATE UNLOGGED TABLE "Job Queue" (id int); CREATE PUBLICATION feed FOR ALL TABLES');
    await asAdministrator(real, 'CREATE DATABASE billing');
    await asAdministrator(real, 'CREATE DATABASE vault');
    await asAdministrator(real, 'REVOKE CONNECT ON DATABASE vault FROM PUBLIC');
    await asAdministrator(real, 'CREATE UNLOGGED TABLE drafts (id int)', 'billing');
    const found = knownOf(await lookAtDatabase(withDatabase, place, { asksBeside: true }));
    if (found?.beside === undefined) throw new Error('it was not asked');
    expect(await lookBeside(found.beside, place, withDatabase)).toEqual({
      unlogged: ['public."Job Queue"', 'billing: public.drafts'],
      foreignTables: [],
      publications: ['feed'],
      subscriptions: [],
      notLookedAt: ['database vault (42501)'],
    });
  });
});
