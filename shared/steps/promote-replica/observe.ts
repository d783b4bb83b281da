import { readReplicaLag } from '../../aws/cloud-watch.ts';
import { type DatabaseFacts, describeDatabase } from '../../aws/rds.ts';
import type { PromoteReplicaSpec } from '../../contracts/specs/promote-replica.ts';
import { knownOf, type Reading } from '../../domain/reading.ts';
import { judgeDatabaseStatus } from '../../domain/recovery/judge-database-status.ts';
import { mayHaveActed, wasAccepted } from '../../executor/acts.ts';
import type { StepRun } from '../../executor/step.ts';
import type { WithDatabase } from '../../postgres/database.ts';
import { lookAtDatabase, type ServerFacts } from '../../postgres/look-at-database.ts';
import type { PromoteReplicaDependencies, PromoteReplicaFacts } from './dependencies.ts';
import { observeFork } from './observe-fork.ts';
import { promotion } from './promotions.ts';

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

/** So far back an outage may have begun before anybody has measured since when it lasts. */
const unmeasuredSpanSeconds = 7200;
const lagSpanSeconds = 900;

/** The minutes before service was lost; before anybody has said when that was, those before now. */
const lagSpan = ({ lost, now }: StepRun) => {
  if (lost === undefined) return { until: now, spanSeconds: unmeasuredSpanSeconds };
  return { until: lost.basis === 'decision' ? now : lost.since, spanSeconds: lagSpanSeconds };
};

/** It has no source, and this run did not take it away. */
const standsAlone = (instance: Reading<DatabaseFacts>, run: StepRun): DatabaseFacts | undefined => {
  const found = knownOf(instance);
  return found?.source === undefined && !mayHaveActed(run, promotion) ? found : undefined;
};

/**
 * RDS, the server itself and CloudWatch, all in the Region of the replica. Once the promotion is ordered its gate has been passed,
 * and a look a second for minutes asks of AWS no more than it needs.
 */
export const observe = async (
  spec: PromoteReplicaSpec,
  run: StepRun,
  dependencies: PromoteReplicaDependencies,
): Promise<PromoteReplicaFacts> => {
  const { rds, cloudWatch, withDatabase } = dependencies;
  const region = run.regions[spec.region];
  const isOrdered = wasAccepted(run, promotion);
  const [instance, lag] = await Promise.all([
    describeDatabase(rds, region, spec.instance),
    isOrdered ? notAsked : readReplicaLag(cloudWatch, { region, instance: spec.instance }, lagSpan(run)),
  ]);
  const alone = standsAlone(instance, run);
  const [server, fork] = await Promise.all([
    isOrdered && isUnderWay(instance) ? notAsked : lookAtServer(spec, { region, instance }, withDatabase),
    alone && observeFork(spec, run, { dependencies, resourceId: alone.resourceId }),
  ]);
  return { instance, lag, server, fork };
};
