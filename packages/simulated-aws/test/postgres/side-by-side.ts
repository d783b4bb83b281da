import type pg from 'pg';
import { expect } from 'vitest';
import type { ModelEngine } from '../../src/postgres/create-model-engine.ts';
import type { DatabaseEngine } from '../../src/postgres/database.ts';
import { connectTo, listenAs, outcomeOf, replicaSpec, spec } from './sessions.ts';
import { openTheatre, type Theatre } from './theatre.ts';

/** What differs by nature: times, and numbers of transactions. */
const shapeOfValue = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)) return 'a time';
  return /^[1-9]\d{2,}$/.test(value) ? 'a transaction' : value;
};
const shape = (outcome: unknown): unknown => {
  if (!Array.isArray(outcome)) return outcome;
  return outcome.map((row: unknown) => (Array.isArray(row) ? row.map(shapeOfValue) : row));
};

const runAll = async (client: pg.Client, statements: readonly string[]) => {
  const outcomes: unknown[] = [];
  for (const statement of statements) outcomes.push(shape(await outcomeOf(client, statement)));
  await client.end();
  return outcomes;
};

const perform = async ({ network }: Theatre, engine: DatabaseEngine, name: string) => {
  const primary = await engine.createPrimary(spec);
  const replica = await engine.createReplica(primary, replicaSpec);
  listenAs(network, { host: `${name}-primary`, region: 'us-west-2' }, primary);
  listenAs(network, { host: `${name}-replica`, region: 'us-east-1' }, replica);
  return { primary, replica };
};

/** Who asks where: the users of `spec` on the primary and on the replica. */
export const askers = (['primary', 'replica'] as const).flatMap((host) =>
  (['app', 'reader'] as const).map((user) => ({ host, user })),
);

/** The model is worth what it has in common with PostgreSQL: a primary and a replica of each, which are asked the same. */
export const openSideBySide = async (createModel: (theatre: Theatre) => ModelEngine) => {
  const theatre = await openTheatre();
  const model = createModel(theatre);
  model.setAnswer(/^INSERT INTO orders/, 0);
  model.setAnswer(/^SELECT count\(\*\) FROM orders$/, 0);
  const databases = {
    real: await perform(theatre, theatre.engine, 'real'),
    model: await perform(theatre, model, 'model'),
  };
  /** Fails where the answers differ by more than times and numbers of transactions. */
  const compare = async ({ host, user }: { host: string; user: string }, statements: readonly string[]) => {
    const [real, modelled] = await Promise.all(
      ['real', 'model'].map(async (kind) =>
        runAll(await connectTo(theatre.network, `${kind}-${host}`, { user }), statements),
      ),
    );
    expect(modelled).toEqual(real);
  };
  const promote = async (): Promise<void> => {
    await databases.real.replica.promote();
    await databases.model.replica.promote();
  };
  return { theatre, compare, promote };
};

export type SideBySide = Awaited<ReturnType<typeof openSideBySide>>;
