import type { Duplex } from 'node:stream';
import { join } from '../../network/join.ts';
import { connectLoopback } from '../../network/listen-tcp.ts';
import type { Relay } from '../../network/relay.ts';
import type { Database } from '../database.ts';
import { afterTlsRequest } from '../tls-request.ts';
import { type Administrator, administer } from './administration.ts';
import { type Launch, launchPostmaster, type Postmaster } from './postmaster.ts';

/** RDS's own formula (docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.html). */
const lagQuery = `
  SELECT CASE WHEN pg_is_in_recovery()
    THEN extract(epoch FROM now() - pg_last_xact_replay_timestamp())::float8 END AS seconds`;

const promoteSeconds = 240;

export type ServerSettings = Readonly<{
  launch: Launch;
  region: string;
  password: string;
  /** Of a replica: the way to its source. */
  relay?: Relay;
  /** The first user that may write, which owns the database: RDS's master user. */
  master: string | undefined;
}>;

/** One real PostgreSQL server with its data folder, running or not. */
export type Server = Database &
  Readonly<{
    region: string;
    dataFolder: string;
    relay: Relay | undefined;
    master: string | undefined;
    /** Undefined while the server does not run. */
    port: () => number | undefined;
    /** Throws when the server does not run. */
    administrator: () => Administrator;
  }>;

export function createServer({ launch, region, password, relay, master }: ServerSettings): Server {
  let postmaster: Postmaster | undefined;

  const administrator = (): Administrator => {
    if (postmaster === undefined) throw new Error('The server does not run.');
    return { port: postmaster.port, password };
  };
  const start = async (): Promise<void> => {
    postmaster ??= await launchPostmaster(launch);
  };
  const end = (how: 'smooth' | 'abrupt') => async (): Promise<void> => {
    const ending = postmaster;
    postmaster = undefined;
    await ending?.end(how);
  };
  const accept = (stream: Duplex): void =>
    afterTlsRequest(stream, () => {
      if (postmaster === undefined) stream.destroy();
      else join(stream, connectLoopback(postmaster.port));
    });

  return {
    region,
    dataFolder: launch.dataFolder,
    relay,
    master,
    port: () => postmaster?.port,
    administrator,
    accept,
    start,
    stop: end('smooth'),
    crash: end('abrupt'),
    promote: async () => {
      await promote(administrator());
      relay?.close();
    },
    replicaLagSeconds: async () => {
      if (postmaster === undefined) return undefined;
      return await lagOf(administrator()).catch(() => undefined);
    },
  };
}

async function promote(at: Administrator): Promise<void> {
  const query = `SELECT pg_promote(true, ${promoteSeconds}) AS done`;
  const { rows } = await administer(at, (client) => client.query<{ done: boolean }>(query));
  if (rows[0]?.done !== true) throw new Error(`The replica was not promoted within ${promoteSeconds} s.`);
}

async function lagOf(at: Administrator): Promise<number | undefined> {
  const { rows } = await administer(at, (client) => client.query<{ seconds: number | null }>(lagQuery));
  return rows[0]?.seconds ?? undefined;
}
