import type { Duplex } from 'node:stream';
import type { Clock } from '../clock/clock.ts';
import type { Database, DatabaseEngine, DatabaseSpec } from './database.ts';
import type { Answer, ModelStatement } from './model/answers.ts';
import type { ModelContents } from './model/contents.ts';
import { createModelDatabase } from './model/model-database.ts';
import type { ModelServer } from './model/model-server.ts';
import { type Cuts, createReplication, type Replication } from './model/replication.ts';
import { createModelShelf, type Origin, setMaster } from './model/snapshots.ts';
import type { Known } from './model/statements.ts';

export type ModelEngineOptions = Readonly<{
  /** The simulated network. */
  cuts?: Cuts;
  /** What the programs send that ask the databases. */
  statements?: readonly ModelStatement[];
  /** What a new primary holds of which nobody has said more. */
  contents?: ModelContents;
}>;

export type ModelEngine = DatabaseEngine &
  Readonly<{
    /**
     * What a statement answers whose text, white space put together, matches: a row with this one value. For a statement that
     * writes it is whether it is known at all. A later answer goes before an earlier one.
     */
    setAnswer: (pattern: RegExp, value: Answer['value']) => void;
    /** As after a restart with no commit left to replay: until the next one comes it cannot say how old its data are. */
    forgetReplayed: (replica: Database) => void;
    /** What the database holds from now on, for verifications; `change` is given what it holds now. */
    setContents: (database: Database, change: (tables: ModelContents) => ModelContents) => void;
  }>;

/**
 * PostgreSQL for the virtual clock: no process, no real I/O, the wire protocol over streams in memory. Modelled: log-in,
 * transactions, recovery and promotion, how far a replica has replayed, EXPLAIN, the statements that are given and the answers
 * that are set. All else is an error 0A000 that names it. No rows are kept, so nothing is lost by a failover but time. Its
 * answers are compared with those of a real server in a rehearsal test. A replica's stream ends when its source stops or
 * crashes and, where `cuts` is given, when either Region is cut.
 */
export function createModelEngine(clock: Clock, options: ModelEngineOptions = {}): ModelEngine {
  const { cuts, statements = [], contents = [] } = options;
  const replication = createReplication(clock, cuts);
  const answers: Answer[] = [];
  const { servers, serverOf, add } = createModelFleet({ clock, replication, known: { statements, answers } });
  const shelf = createModelShelf(() => clock.now());

  cuts?.onCut((region) => {
    for (const server of servers.values())
      if (server.region === region || server.source?.region === region) replication.lose(server);
  });

  return {
    createPrimary: async ({ region, database, users }: DatabaseSpec) =>
      add({ region, database, users, source: undefined, contents: { tables: contents } }),
    createReplica: async (source, { region }) => {
      const { database, users, contents } = serverOf(source);
      return add({ region, database, users, contents, source: serverOf(source) });
    },
    delayReplication: (replica, seconds) => replication.setDelay(serverOf(replica), seconds * 1000),
    setAnswer: (pattern, value) => {
      answers.push({ pattern, value });
    },
    forgetReplayed: (replica) => {
      serverOf(replica).replayedAt = undefined;
    },
    setContents: (database, change) => {
      const held = serverOf(database).contents;
      held.tables = change(held.tables);
    },
    takeSnapshot: async (source) => shelf.take(serverOf(source)),
    restore: async (snapshot, copy) => {
      const made = add(shelf.originOf(snapshot, copy));
      if (copy.masterPassword !== undefined) setMaster(serverOf(made), copy.masterPassword);
      return made;
    },
    setMasterPassword: async (database, password) => setMaster(serverOf(database), password),
    discard: async (database) => {
      await database.crash();
      servers.delete(database);
    },
    close: async () => {
      for (const { sessions } of servers.values()) for (const stream of sessions) stream.destroy();
    },
  };
}

type FleetSettings = Readonly<{ clock: Clock; replication: Replication; known: Known }>;

/** The servers of an engine. */
function createModelFleet({ clock, replication, known }: FleetSettings) {
  const servers = new Map<Database, ModelServer>();

  const serverOf = (database: Database): ModelServer => {
    const server = servers.get(database);
    if (server === undefined) throw new Error('This database is not of this engine.');
    return server;
  };
  const replicasOf = (source: ModelServer) => [...servers.values()].filter((server) => server.source === source);
  const add = (own: Origin): Database => {
    const state = {
      isRunning: true,
      isFed: false,
      delayMs: 0,
      replayedAt: undefined,
      lastTransactionId: 700,
      starts: 1,
    };
    const server: ModelServer = { ...own, ...state, known, sessions: new Set<Duplex>() };
    const database = createModelDatabase({ server, replication, clock, replicas: () => replicasOf(server) });
    servers.set(database, server);
    replication.replayedAt(server);
    return database;
  };
  return { servers, serverOf, add };
}
