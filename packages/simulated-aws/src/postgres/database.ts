import type { Duplex } from 'node:stream';

/** The data plane of one RDS instance. Two kinds: a real PostgreSQL server, and a model of one for the virtual clock. */
export type Database = Readonly<{
  /** A client's connection, as it arrives from the simulated network. */
  accept: (stream: Duplex) => void;
  /** Ends recovery: the replica accepts writes from now on. Resolves when the server says so. */
  promote: () => Promise<void>;
  /** Clean shutdown: what was acknowledged has reached the replicas that are connected. */
  stop: () => Promise<void>;
  start: () => Promise<void>;
  /** Gone without a word, as when the power of the Region fails. */
  crash: () => Promise<void>;
  /** Seconds since the last replayed commit, for CloudWatch's ReplicaLag; undefined when it cannot be known. */
  replicaLagSeconds: () => Promise<number | undefined>;
}>;

export type DatabaseSpec = Readonly<{
  name: string;
  region: string;
  database: string;
  users: readonly { name: string; password: string; readOnly: boolean }[];
  /** SQL run once on a new primary. */
  schema: string;
}>;

/** What a database held at one moment. Opaque to all but its engine. */
export type Snapshot = Readonly<{
  /** ms on the world's clock: of the last transaction that is in it. */
  at: number;
  bytes: number;
}>;

/** The password with which the database's master, its first writing user, logs in to a copy. */
export type CopySpec = Readonly<{ name: string; region: string; masterPassword: string | undefined }>;

export type DatabaseEngine = Readonly<{
  createPrimary: (spec: DatabaseSpec) => Promise<Database>;
  /** A streaming replica; its stream passes the simulated network, so that a cut Region cuts it. */
  createReplica: (source: Database, spec: { name: string; region: string }) => Promise<Database>;
  /** Holds the stream to this replica back by so many seconds, for data loss on purpose. */
  delayReplication: (replica: Database, seconds: number) => void;
  takeSnapshot: (source: Database) => Promise<Snapshot>;
  /** A database of its own; users and their passwords are those of the snapshot, but for the master's. */
  restore: (snapshot: Snapshot, copy: CopySpec) => Promise<Database>;
  /** Sets the master's password on a running database. */
  setMasterPassword: (database: Database, password: string) => Promise<void>;
  /** Ends a database and removes what it held. */
  discard: (database: Database) => Promise<void>;
  close: () => Promise<void>;
}>;
