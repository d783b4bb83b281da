import type { Clock } from '../../clock/clock.ts';
import type { Database } from '../database.ts';
import type { ModelServer } from './model-server.ts';
import type { Replication } from './replication.ts';
import { endSession, openSession } from './session.ts';
import { SqlError } from './sql-error.ts';

const stoppedByAdministrator = new SqlError('57P01', 'terminating connection due to administrator command');

export type ModelDatabaseSettings = Readonly<{
  server: ModelServer;
  replication: Replication;
  clock: Clock;
  replicas: () => readonly ModelServer[];
}>;

/** None of its work takes time: how long RDS needs for it is RDS's to charge. */
export function createModelDatabase({ server, replication, clock, replicas }: ModelDatabaseSettings): Database {
  /** Streams that can flow again do so. */
  const follow = (): void => {
    for (const one of [server, ...replicas()]) replication.replayedAt(one);
  };
  const halt = (isClean: boolean): void => {
    if (!server.isRunning) return;
    follow();
    replication.lose(server);
    for (const replica of replicas()) replication.lose(replica, isClean);
    server.isRunning = false;
  };

  return {
    accept: (stream) => {
      if (server.isRunning) openSession({ stream, server, replication });
      else stream.destroy();
    },
    promote: async () => {
      if (!server.isRunning) throw new Error('The server does not run.');
      if (server.source === undefined) throw new SqlError('55000', 'recovery is not in progress');
      replication.lose(server);
      server.source = undefined;
    },
    stop: async () => {
      halt(true);
      for (const stream of server.sessions) endSession(stream, stoppedByAdministrator);
    },
    crash: async () => {
      halt(false);
      for (const stream of server.sessions) stream.destroy();
    },
    start: async () => {
      server.isRunning = true;
      server.starts += 1;
      follow();
    },
    replicaLagSeconds: async () => {
      if (!server.isRunning || server.source === undefined) return undefined;
      const replayedAt = replication.replayedAt(server);
      return replayedAt === undefined ? undefined : (clock.now() - replayedAt) / 1000;
    },
  };
}
