import { createCloudwatch } from '../../../src/services/cloudwatch/cloudwatch.ts';
import type { InstanceSpec } from '../../../src/services/rds/instances/add-instance.ts';
import { createRds } from '../../../src/services/rds/rds.ts';
import { createSecretsManager } from '../../../src/services/secrets-manager/secrets-manager.ts';
import { asker, createTestDatabase, createTestWorld } from '../test-world.ts';

export const primary = 'us-west-2';
export const standby = 'us-east-1';

type Options = Readonly<{
  source?: Partial<InstanceSpec>;
  replica?: Partial<InstanceSpec>;
  lag?: () => number | undefined;
}>;

/** A primary with a replica in another Region, as most tests need them. */
export const createHarbour = ({ source = {}, replica = {}, lag }: Options = {}) => {
  const test = createTestWorld();
  const cloudwatch = createCloudwatch(test.world);
  const rds = createRds(test.world, { cloudwatch, secrets: createSecretsManager(test.world) });
  const sourceDatabase = createTestDatabase();
  const replicaDatabase = createTestDatabase(lag);
  const prod = rds.addInstance({
    id: 'harbour-prod',
    region: primary,
    engine: 'postgres',
    database: sourceDatabase.database,
    ...source,
  });
  const dr = rds.addInstance({
    id: 'harbour-dr',
    region: standby,
    engine: 'postgres',
    database: replicaDatabase.database,
    replicaOf: prod.arn,
    ...replica,
  });
  const inspect = () => rds.inspect({ region: standby, id: 'harbour-dr' });
  const inspectSource = () => rds.inspect({ region: primary, id: 'harbour-prod' });
  const ask = { primary: asker(rds, primary), standby: asker(rds, standby), metrics: asker(cloudwatch, standby) };
  return { ...test, rds, prod, dr, sourceDatabase, replicaDatabase, ask, inspect, inspectSource };
};
