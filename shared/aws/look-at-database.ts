import * as z from 'zod';
import type { Reading } from '../domain/reading.ts';
import type { DatabasePlace, Query, WithDatabase } from './database.ts';
import { databaseStatements } from './database-statements.ts';
import { read } from './read.ts';

/** What a server says of itself over a connection of its own. */
export type ServerFacts = Readonly<{
  isInRecovery: boolean;
  /** ISO 8601 in UTC; of the replay that ended with the promotion, too, until the server restarts. */
  lastReplayedAt: string | undefined;
  /** Every session of every role is read-only unless it says otherwise: the application would fail. */
  isReadOnlyForAll: boolean;
  /** It gave out a transaction id in a read-write transaction: what every write needs first. */
  transactionId: string | undefined;
}>;

const Row = z.tuple([z.boolean(), z.iso.datetime().nullable(), z.boolean()]);
const IdRow = z.tuple([z.string()]);

const takeTransactionId = async (query: Query): Promise<string> => {
  await query(databaseStatements.beginWrite);
  const [row] = await query(databaseStatements.takeTransactionId);
  await query(databaseStatements.end);
  return IdRow.parse(row)[0];
};

/** A server that is not in recovery and still gives no transaction id makes the look fail: its error says why. */
export const lookAtDatabase = (withDatabase: WithDatabase, place: DatabasePlace): Promise<Reading<ServerFacts>> =>
  read(() =>
    withDatabase(place, async (query) => {
      const [row] = await query(databaseStatements.look);
      const [isInRecovery, lastReplayedAt, isReadOnlyForAll] = Row.parse(row);
      const transactionId = isInRecovery ? undefined : await takeTransactionId(query);
      return { isInRecovery, lastReplayedAt: lastReplayedAt ?? undefined, isReadOnlyForAll, transactionId };
    }),
  );
