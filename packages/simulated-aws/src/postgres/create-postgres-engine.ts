import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../clock/clock.ts';
import type { Network } from '../network/network.ts';
import type { Relay } from '../network/relay.ts';
import type { CopySpec, Database, DatabaseEngine, DatabaseSpec, Snapshot } from './database.ts';
import { createPrimaryServer } from './server/create-primary.ts';
import { createReplicaServer } from './server/create-replica.ts';
import type { Launch } from './server/postmaster.ts';
import { restoreServer, setPassword } from './server/restore-snapshot.ts';
import type { Server } from './server/server.ts';
import { createShelf } from './server/shelf.ts';
import { fileOf } from './server/table-file.ts';
import { closeWorkshop, openWorkshop, type Workshop } from './server/workshop.ts';

/** PostgreSQL gives up a stream that is silent for 60 s (wal_receiver_timeout), as one is when its delay begins. */
const longestDelaySeconds = 45;

export type PostgresEngineSettings = Readonly<{
  /** A folder of the engine's own: it is made if need be, must be empty, and is removed with all that is in it. */
  folder: string;
  network: Network;
  clock: Clock;
  /** Told what the servers say, each line with the server's name before it. */
  log?: (line: string) => void;
}>;

export type PostgresEngine = DatabaseEngine &
  Readonly<{
    /** Turns over a byte in the middle of a table's file, in every snapshot that was taken so far. */
    damageSnapshots: (source: Database, at: Readonly<{ database: string; table: string }>) => Promise<void>;
  }>;

/**
 * RDS instances as real PostgreSQL servers on 127.0.0.1, with real streaming replication that passes the simulated network.
 * Not modelled of RDS: its roles and extensions, parameter groups, TLS (see tls-request.ts), storage. For a real clock: a
 * virtual one does not wait for what clients ask of a server. Servers and folder go with `close`, and with our process in
 * whatever way that ends. Where the machine is not as needed, `createPrimary` throws a Complaint.
 */
export function createPostgresEngine(settings: PostgresEngineSettings): PostgresEngine {
  const { folder, clock } = settings;
  const opening = openWorkshop(folder);
  opening.catch(() => undefined);
  const fleet = createFleet();
  const shelf = createShelf({ opening, folder, clock });
  const { makePrimary, makeReplica, makeCopy } = createMakers({ ...settings, opening, shelf });

  return {
    createPrimary: (spec) => fleet.add(makePrimary(spec)),
    createReplica: async (source, replica) => await fleet.add(makeReplica(fleet.find(source), replica)),
    delayReplication: (replica, seconds) => {
      if (seconds > longestDelaySeconds)
        throw new RangeError(`A stream is held back ${longestDelaySeconds} s at most.`);
      fleet.relayOf(replica).holdBack(seconds);
    },
    takeSnapshot: (source) => shelf.add(fleet.find(source)),
    damageSnapshots: async (source, { database, table }) => {
      const file = await fileOf({ ...fleet.find(source).administrator(), database }, table);
      await shelf.damage(file);
    },
    restore: (snapshot, copy) => fleet.add(makeCopy(snapshot, copy)),
    setMasterPassword: async (database, password) => {
      const server = fleet.find(database);
      await setPassword(server.administrator(), server.master, password);
    },
    discard: async (database) => {
      const { dataFolder } = await fleet.remove(database);
      await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
    },
    close: async () => {
      await fleet.crashAll();
      await opening.then(closeWorkshop, () => undefined);
    },
  };
}

/** The servers of an engine, those in the making among them. */
function createFleet() {
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
  const relayOf = (replica: Database): Relay => {
    const { relay } = find(replica);
    if (relay === undefined) throw new Error('Only a replica has a stream that can be held back.');
    return relay;
  };
  const remove = async (database: Database): Promise<Server> => {
    const server = find(database);
    servers.delete(database);
    await server.crash();
    return server;
  };
  const crashAll = async (): Promise<void> => {
    await Promise.allSettled(making);
    for (const { relay } of servers.values()) relay?.close();
    await Promise.all([...servers.values()].map((server) => server.crash()));
  };
  return { add, find, relayOf, remove, crashAll };
}

type Makers = PostgresEngineSettings & Readonly<{ opening: Promise<Workshop>; shelf: ReturnType<typeof createShelf> }>;

/** The three ways in which a server comes to be. */
function createMakers({ folder, network, clock, log, opening, shelf }: Makers) {
  let count = 0;

  const launchOf = ({ binaries, account }: Workshop, name: string): Launch => {
    count += 1;
    const dataFolder = path.join(folder, `${count}-${name.replaceAll(/[^a-z0-9]/gi, '-')}`);
    return { binaries, account, dataFolder, log: (line) => log?.(`${name}: ${line}`) };
  };

  const makePrimary = async (spec: DatabaseSpec): Promise<Server> => {
    const workshop = await opening;
    return await createPrimaryServer({ spec, workshop, launch: launchOf(workshop, spec.name) });
  };

  const makeReplica = async (source: Server, { name, region }: { name: string; region: string }): Promise<Server> => {
    const workshop = await opening;
    const launch = launchOf(workshop, name);
    const { password } = workshop;
    return await createReplicaServer({ network, clock, region, launch, password, name: `replica_${count}`, source });
  };

  const makeCopy = async (snapshot: Snapshot, copy: CopySpec): Promise<Server> => {
    const workshop = await opening;
    const launch = launchOf(workshop, copy.name);
    return await restoreServer({ snapshot: shelf.find(snapshot), copy, launch, password: workshop.password });
  };
  return { makePrimary, makeReplica, makeCopy };
}
