import type { DatabaseSpec } from '../database.ts';
import type { ModelContents } from './contents.ts';
import type { TransactionStatus } from './messages.ts';

type ModelUser = DatabaseSpec['users'][number];

/** What a statement can see of its server and its session. */
export type Scope = {
  readonly isInRecovery: boolean;
  /** When the last replayed transaction was committed; undefined on what never was a replica. */
  readonly replayedAt: number | undefined;
  /** When the source's last message was sent, in ms; undefined where no stream comes in. */
  readonly heardAt: number | undefined;
  readonly isReadOnlyUser: boolean;
  /** RDS's master user: the first that may write. */
  readonly isMaster: boolean;
  readonly users: readonly ModelUser[];
  readonly contents: () => ModelContents;
  readonly setPassword: (user: string, password: string) => void;
  readonly takeTransactionId: () => number;
  /** By which a start of its processes is told from another. */
  readonly starts: () => number;
  status: TransactionStatus;
  /** Of the transaction that is open. */
  isReadOnly: boolean;
};
