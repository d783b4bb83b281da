import { createCloudwatch } from '../../../../simulation/services/cloudwatch/cloudwatch.ts';
import type { InstanceSpec } from '../../../../simulation/services/rds/instances/add-instance.ts';
import { createRds } from '../../../../simulation/services/rds/rds.ts';
import { createSecretsManager } from '../../../../simulation/services/secrets-manager/secrets-manager.ts';
import { asker, createTestDatabase, createTestWorld } from '../test-world.ts';

export const primary = 'us-west-2';
export const standby = 'us-east-1';

type Options = Readonly<{
  source?: Partial<InstanceSpec>;
  replica?: Partial<InstanceSpec>;
  lag?: () => number | undefined;
}>;

/** A primary with a replica in another Region, as most tests need them. */
export const createShielda = ({ source = {}, replica = {}, lag }: Options = {}) => {
  const test = createTestWorld();
  const cloudwatch = createCloudwatch(test.world);
  const rds = createRds(test.world, { cloudwatch, secrets: createSecretsManager(test.world) });
  const sourceDatabase = createTestDatabase();
  const replicaDatabase = createTestDatabase(lag);
  const prod = rds.addInstance({
    id: 'shielda-prod',
    region: primary,
    engine: 'postgres',
    database: sourceDatabase.database,
    ...source,
  });
  const dr = rds.addInstance({
    id: 'shielda-dr',
    region: standby,
    engine: 'postgres',
    database: replicaDatabase.database,
    replicaOf: prod.arn,
    ...replica,
  });
  const inspect = () => rds.inspect({ region: standby, id: 'shielda-dr' });
  const inspectSource = () => rds.inspect({ region: primary, id: 'shielda-prod' });
  const ask = { primary: asker(rds, primary), standby: asker(rds, standby), metrics: asker(cloudwatch, standby) };
  return { ...test, rds, prod, dr, sourceDatabase, replicaDatabase, ask, inspect, inspectSource };
};
