import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { RDSClient } from '@aws-sdk/client-rds';
import type { ClientsOf } from '../../aws/clients.ts';
import { readReplicaLag } from '../../aws/cloud-watch.ts';
import type { WithDatabase } from '../../aws/database.ts';
import { lookAtDatabase, type ServerFacts } from '../../aws/look-at-database.ts';
import { type DatabaseFacts, describeDatabase } from '../../aws/rds.ts';
import type { PromoteReplicaSpec } from '../../contracts/specs/promote-replica.ts';
import type { LagDatapoint } from '../../domain/judge-lag.ts';
import { knownOf, type Reading } from '../../domain/reading.ts';
import type { StepRun } from '../step.ts';

export type PromoteReplicaDependencies = Readonly<{
  rds: ClientsOf<RDSClient>;
  cloudWatch: ClientsOf<CloudWatchClient>;
  withDatabase: WithDatabase;
}>;

export type PromoteReplicaFacts = Readonly<{
  instance: Reading<DatabaseFacts>;
  server: Reading<ServerFacts>;
  /** ReplicaLag of the minutes before service was lost. */
  lag: Reading<readonly LagDatapoint[]>;
}>;

const statementTimeoutSeconds = 5;

const noEndpoint = { kind: 'unreadable', failure: { error: 'NoEndpoint', message: 'RDS names no endpoint' } } as const;

const lookAtServer = async (
  spec: PromoteReplicaSpec,
  place: { region: string; instance: Reading<DatabaseFacts> },
  withDatabase: WithDatabase,
): Promise<Reading<ServerFacts>> => {
  const endpoint = knownOf(place.instance)?.endpoint;
  if (endpoint === undefined) return noEndpoint;
  const { secret, database } = spec;
  return await lookAtDatabase(withDatabase, {
    ...endpoint,
    secret,
    database,
    region: place.region,
    statementTimeoutSeconds,
  });
};

/** RDS, the server itself and CloudWatch, all in the Region of the replica. */
export const observe = async (
  spec: PromoteReplicaSpec,
  run: StepRun,
  { rds, cloudWatch, withDatabase }: PromoteReplicaDependencies,
): Promise<PromoteReplicaFacts> => {
  const region = run.regions[spec.region];
  const [instance, lag] = await Promise.all([
    describeDatabase(rds, region, spec.instance),
    readReplicaLag(cloudWatch, { region, instance: spec.instance }, run.lostSince),
  ]);
  return { instance, lag, server: await lookAtServer(spec, { region, instance }, withDatabase) };
};
