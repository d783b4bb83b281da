import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { RDSClient } from '@aws-sdk/client-rds';
import type { ClientsOf } from '../../aws/clients.ts';
import { readReplicaLag } from '../../aws/cloud-watch.ts';
import type { WithDatabase } from '../../aws/database.ts';
import { lookAtDatabase, type ServerFacts } from '../../aws/look-at-database.ts';
import { type DatabaseFacts, describeDatabase } from '../../aws/rds.ts';
import type { PromoteReplicaSpec } from '../../contracts/specs/promote-replica.ts';
import { judgeDatabaseStatus } from '../../domain/judge-database-status.ts';
import type { LagDatapoint } from '../../domain/judge-lag.ts';
import { knownOf, type Reading } from '../../domain/reading.ts';
import { wasAccepted } from '../acts.ts';
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

export const promotion = 'PromoteReadReplica';

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

const notAsked = {
  kind: 'unreadable',
  failure: { error: 'NotAsked', message: 'nothing rests on it while AWS promotes' },
} as const;

/** AWS has taken the order, and RDS does not show yet that it is carried out: nothing but RDS can change what is decided. */
export const isUnderWay = (instance: Reading<DatabaseFacts>): boolean =>
  instance.kind === 'known' &&
  (instance.value.source !== undefined || judgeDatabaseStatus(instance.value.status) !== 'usable');

/**
 * RDS, the server itself and CloudWatch, all in the Region of the replica. Once the promotion is ordered its gate has been passed,
 * and a look a second for minutes asks of AWS no more than it needs.
 */
export const observe = async (
  spec: PromoteReplicaSpec,
  run: StepRun,
  { rds, cloudWatch, withDatabase }: PromoteReplicaDependencies,
): Promise<PromoteReplicaFacts> => {
  const region = run.regions[spec.region];
  const isOrdered = wasAccepted(run, promotion);
  const [instance, lag] = await Promise.all([
    describeDatabase(rds, region, spec.instance),
    isOrdered ? notAsked : readReplicaLag(cloudWatch, { region, instance: spec.instance }, run.lostSince),
  ]);
  const server =
    isOrdered && isUnderWay(instance) ? notAsked : await lookAtServer(spec, { region, instance }, withDatabase);
  return { instance, lag, server };
};
