import * as z from 'zod';
import { read } from '../aws/read.ts';
import type { Reading } from '../domain/reading.ts';
import type { ReceiverFacts } from '../domain/recovery/judge-lag.ts';
import type { DatabasePlace, Query, WithDatabase } from './database.ts';
import { databaseStatements } from './database-statements.ts';
import { askBeside, type BesideRow } from './look-beside.ts';
import { ownNames } from './own-names.ts';

const Row = z.tuple([
  z.boolean(),
  z.iso.datetime().nullable(),
  z.boolean(),
  z.string(),
  z.boolean(),
  z.boolean(),
  z.string().nullable(),
  z.iso.datetime().nullable(),
  z.boolean().nullable(),
]);
const Roles = z.array(z.string());
const IdRow = z.tuple([z.string()]);

const BeyondRow = z.tuple([z.boolean(), z.iso.datetime().nullable()]);

/** What a server says of itself over a connection of its own. */
export type ServerFacts = Readonly<{
  isInRecovery: boolean;
  /** ISO 8601 in UTC; of the replay that ended with the promotion, too, until the server restarts. */
  lastReplayedAt: string | undefined;
  /** The sessions of every role that may change rows are read-only unless they say otherwise: the application would fail. */
  isReadOnlyForAll: boolean;
  /** Roles that may change rows and whose sessions are read-only. */
  readOnlyRoles: readonly string[];
  /** This role has a default of its own, which hides that of the server: nobody sees whether that is read-only. */
  isDefaultHidden: boolean;
  /** It gave out a transaction id in a read-write transaction: what every write needs first. */
  transactionId: string | undefined;
  receiver: ReceiverFacts;
  /** What lies beside what is replicated, where that was asked as well. */
  beside?: Reading<BesideRow>;
}>;

/** A server that is not in recovery and still gives no transaction id makes the look fail: its error says why. */
export const lookAtDatabase = (
  withDatabase: WithDatabase,
  place: DatabasePlace,
  { asksBeside = false } = {},
): Promise<Reading<ServerFacts>> =>
  read(() =>
    withDatabase({ ...place, options: ownNames }, async (query) => {
      const row = Row.parse((await query(databaseStatements.look))[0]);
      const [isInRecovery, lastReplayedAt, isReadOnlyForAll, roles, isDefaultHidden] = row;
      const transactionId = isInRecovery ? undefined : await takeTransactionId(query);
      const receiver = receiverOf(row);
      return {
        ...{ isInRecovery, lastReplayedAt: lastReplayedAt ?? undefined, transactionId, receiver },
        ...{ isReadOnlyForAll, readOnlyRoles: Roles.parse(JSON.parse(roles)), isDefaultHidden },
        ...(asksBeside ? { beside: await read(() => askBeside(query)) } : {}),
      };
    }),
  );

async function takeTransactionId(query: Query): Promise<string> {
  await query(databaseStatements.beginWrite);
  const [row] = await query(databaseStatements.takeTransactionId);
  await query(databaseStatements.end);
  return IdRow.parse(row)[0];
}

function receiverOf([, , , , , hasReceiver, status, heardAt, hasReplayedAll]: z.output<typeof Row>): ReceiverFacts {
  if (!hasReceiver) return { kind: 'none' };
  if (status === null) return { kind: 'hidden' };
  if (status !== 'streaming') return { kind: 'none' };
  return { kind: 'streaming', heardAt: heardAt ?? undefined, hasReplayedAll: hasReplayedAll ?? false };
}

/** What the old primary of a forked standby says of itself. */
export type BeyondFacts = Readonly<{
  isPrimary: boolean;
  /** ISO 8601 in UTC; undefined where the server does not keep the times of commits. */
  lastCommitAt: string | undefined;
}>;

export const lookBeyond = (withDatabase: WithDatabase, place: DatabasePlace): Promise<Reading<BeyondFacts>> =>
  read(() =>
    withDatabase({ ...place, options: ownNames }, async (query) => {
      const [isPrimary, lastCommitAt] = BeyondRow.parse((await query(databaseStatements.lookBeyond))[0]);
      return { isPrimary, lastCommitAt: lastCommitAt ?? undefined };
    }),
  );
