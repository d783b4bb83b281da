import pg from 'pg';
import { createVirtualClock } from 'simulated-aws/clock/virtual-clock.ts';
import { createNetwork } from 'simulated-aws/network/create-network.ts';
import { createModel } from '../../../rehearsal/model/create-model.ts';
import type { DatabasePlace, WithDatabase } from '../../../shared/postgres/database.ts';

const users = [{ name: 'reader', password: 'another', readOnly: true }];

export const placeOf = (host: string): DatabasePlace => ({
  host,
  port: 5432,
  database: 'orders',
  secret: 'reader',
  region: 'us-east-1',
  statementTimeoutSeconds: 5,
});

/** A primary and its replica as the simulation models them, and connections to them through its network. */
export const stageDatabases = async () => {
  const clock = createVirtualClock();
  const network = createNetwork(clock);
  const engine = createModel(clock);
  const spec = { name: 'orders-prod', region: 'us-west-2', database: 'orders', users, schema: '' };
  const primary = await engine.createPrimary(spec);
  const replica = await engine.createReplica(primary, { name: 'orders-replica', region: 'us-east-1' });
  network.listen({ host: 'primary', port: 5432 }, primary.accept);
  network.listen({ host: 'replica', port: 5432 }, replica.accept);

  const withDatabase: WithDatabase = async ({ host, port, database }, work) => {
    const stream = () => network.connect({ host, port });
    const client = new pg.Client({ user: 'reader', password: 'another', database, stream });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await work(async (text) => (await client.query({ text, rowMode: 'array' })).rows);
    } finally {
      await client.end();
    }
  };
  const run = <T>(work: () => Promise<T>): Promise<T> => clock.runUntil(work());
  return { clock, engine, primary, replica, withDatabase, run };
};
