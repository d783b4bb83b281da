import type { Duplex } from 'node:stream';
import type { DatabaseSpec } from '../database.ts';
import type { ModelContents } from './contents.ts';
import type { Known } from './statements.ts';

/** One modelled server. */
export type ModelServer = {
  readonly region: string;
  readonly database: string;
  users: DatabaseSpec['users'];
  /** One box for a source and its replicas, since they hold the same. */
  readonly contents: { tables: ModelContents };
  /** Of the whole engine, since replicas hold what their source holds. */
  readonly known: Known;
  readonly sessions: Set<Duplex>;
  lastTransactionId: number;
  /** How often its own processes were started anew, after a crash too. */
  starts: number;
  isRunning: boolean;
  /** Absent on a primary. */
  source: ModelServer | undefined;
  isFed: boolean;
  delayMs: number;
  /** Of the last replayed transaction, as far as was known at the last look; see replication.ts. */
  replayedAt: number | undefined;
};

/** RDS's master user. */
export const masterOf = ({ users }: Pick<ModelServer, 'users'>) => users.find(({ readOnly }) => !readOnly);

/** An unknown name changes nothing. */
export function setPassword(server: ModelServer, user: string, password: string): void {
  server.users = server.users.map((one) => (one.name === user ? { ...one, password } : one));
}
