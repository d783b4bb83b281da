import path from 'node:path';
import type { Clock } from '../clock/clock.ts';
import type { Network } from '../network/network.ts';
import type { Database, DatabaseEngine, DatabaseSpec } from './database.ts';
import { createPrimaryServer } from './server/create-primary.ts';
import { createReplicaServer } from './server/create-replica.ts';
import type { Launch } from './server/postmaster.ts';
import type { Server } from './server/server.ts';
import { closeWorkshop, openWorkshop } from './server/workshop.ts';

export type PostgresEngineSettings = Readonly<{
  /** A folder of the engine's own: it is made if need be, must be empty, and is removed with all that is in it. */
  folder: string;
  network: Network;
  clock: Clock;
  /** What the servers say, each line with the server's name before it. */
  log: (line: string) => void;
}>;

/** The servers of an engine, those in the making among them. */
const createFleet = () => {
  const servers = new Map<Database, Server>();
  const making = new Set<Promise<Server>>();

  const add = async (made: Promise<Server>): Promise<Database> => {
    making.add(made);
    try {
      const server = await made;
      servers.set(server, server);
      return server;
    } finally {
      making.delete(made);
    }
  };
  const find = (database: Database): Server => {
    const server = servers.get(database);
    if (server === undefined) throw new Error('This database is not of this engine.');
    return server;
  };
  const crashAll = async (): Promise<void> => {
    await Promise.allSettled(making);
    for (const { relay } of servers.values()) relay?.close();
    await Promise.all([...servers.values()].map((server) => server.crash()));
  };
  return { add, find, crashAll };
};

/**
 * RDS instances as real PostgreSQL servers on 127.0.0.1, with real streaming replication that passes the simulated network.
 * Not modelled of RDS: its roles and extensions, parameter groups, TLS (see tls-request.ts), storage. For a real clock: a
 * virtual one does not wait for what clients ask of a server. Servers and folder go with `close`, and with our process in
 * whatever way that ends. Throws Complaint where the machine is not as needed.
 */
export const createPostgresEngine = async (settings: PostgresEngineSettings): Promise<DatabaseEngine> => {
  const { network, clock, log } = settings;
  const workshop = await openWorkshop(settings.folder);
  const { binaries, account, template, password } = workshop;
  const fleet = createFleet();
  let count = 0;

  const launchOf = (name: string): Launch => {
    count += 1;
    const folder = `${count}-${name.replaceAll(/[^a-z0-9]/gi, '-')}`;
    return {
      binaries,
      account,
      dataFolder: path.join(workshop.folder, folder),
      log: (line) => log(`${name}: ${line}`),
    };
  };

  const createPrimary = (spec: DatabaseSpec): Promise<Database> =>
    fleet.add(createPrimaryServer({ spec, launch: launchOf(spec.name), template, password }));

  const createReplica = async (source: Database, { name, region }: { name: string; region: string }) => {
    const launch = launchOf(name);
    const settings = { network, clock, region, launch, password, name: `replica_${count}`, source: fleet.find(source) };
    return await fleet.add(createReplicaServer(settings));
  };

  const delayReplication = (replica: Database, seconds: number): void => {
    const { relay } = fleet.find(replica);
    if (relay === undefined) throw new Error('Only a replica has a stream that can be held back.');
    relay.holdBack(seconds);
  };

  const close = async (): Promise<void> => {
    await fleet.crashAll();
    await closeWorkshop(workshop);
  };
  return { createPrimary, createReplica, delayReplication, close };
};
