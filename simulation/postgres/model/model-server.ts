import type { Duplex } from 'node:stream';
import type { DatabaseSpec } from '../database.ts';
import type { Answer } from './answers.ts';

/** One modelled server. */
export type ModelServer = {
  readonly region: string;
  readonly database: string;
  readonly users: DatabaseSpec['users'];
  /** Of the whole engine, since replicas hold what their source holds. */
  readonly answers: readonly Answer[];
  readonly sessions: Set<Duplex>;
  lastTransactionId: number;
  isRunning: boolean;
  /** Absent on a primary. */
  source: ModelServer | undefined;
  isFed: boolean;
  delayMs: number;
  /** Of the last replayed transaction, as far as was known at the last look; see replication.ts. */
  replayedAt: number | undefined;
};
