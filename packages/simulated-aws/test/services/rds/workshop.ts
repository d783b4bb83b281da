import type { ServiceEvent } from '../../../src/event-sink.ts';
import { createNetwork } from '../../../src/network/create-network.ts';
import { createModelEngine } from '../../../src/postgres/create-model-engine.ts';
import type { Database } from '../../../src/postgres/database.ts';
import type { MetricSink } from '../../../src/services/cloudwatch/cloudwatch.ts';
import type { KeyState } from '../../../src/services/kms/key-rights.ts';
import { createRds } from '../../../src/services/rds/rds.ts';
import { createSecretsManager } from '../../../src/services/secrets-manager/secrets-manager.ts';
import { asker, createTestWorld } from '../test-world.ts';

export const west = 'us-west-2';
export const east = 'us-east-1';
export const keyOf = (region: string, id: string) => `arn:aws:kms:${region}:123456789012:key/${id}`;

/** An RDS with an engine behind it, one instance with backups in the west, and some keys. */
export const createWorkshop = async () => {
  const { world: plain, ...test } = createTestWorld();
  const network = createNetwork(test.clock);
  const world = { ...plain, network };
  const emitted: ServiceEvent[] = [];
  const recorded: Parameters<MetricSink['record']>[0][] = [];
  const states = new Map<string, ReturnType<KeyState>>([
    [keyOf(west, 'ours'), 'enabled'],
    [keyOf(east, 'ours'), 'enabled'],
    [keyOf(east, 'off'), 'disabled'],
  ]);
  const rds = createRds(world, {
    cloudwatch: { record: (measured) => recorded.push(measured) },
    secrets: createSecretsManager(world),
    bus: { emit: (event) => emitted.push(event) },
    keyState: (arn) => states.get(arn) ?? 'missing',
  });
  const engine = createModelEngine(test.clock, { cuts: network });
  const made: Database[] = [];
  const createReplica: typeof engine.createReplica = async (source, replica) => {
    const database = await engine.createReplica(source, replica);
    made.push(database);
    return database;
  };
  const createPrimary: typeof engine.createPrimary = async (spec) => {
    const database = await engine.createPrimary(spec);
    made.push(database);
    return database;
  };
  rds.restores.engine = { ...engine, createReplica, createPrimary };
  const users = [{ name: 'harbour', password: 'before', readOnly: false }];
  const database = await engine.createPrimary({ name: 'prod', region: west, database: 'harbour', users, schema: '' });
  const prod = rds.addInstance({
    ...{ id: 'prod', region: west, engine: 'postgres', database, masterUsername: 'harbour' },
    tags: { service: 'harbour' },
  });
  const ask = { west: asker(rds, west), east: asker(rds, east) };
  const eventIds = () => emitted.map(({ detail }) => detail.EventID);
  return {
    ...test,
    world,
    rds,
    engine,
    states,
    prod,
    ask,
    emitted,
    eventIds,
    databases: () => made,
    metrics: () => recorded,
  };
};
