import { readReplicaLag } from '../../aws/cloud-watch.ts';
import { type DatabaseFacts, describeDatabase } from '../../aws/rds.ts';
import type { PromoteReplicaSpec } from '../../contracts/specs/promote-replica.ts';
import { knownOf, type Reading } from '../../domain/reading.ts';
import { judgeDatabaseStatus } from '../../domain/recovery/judge-database-status.ts';
import { mayHaveActed, wasAccepted } from '../../executor/acts.ts';
import type { StepRun } from '../../executor/step.ts';
import type { WithDatabase } from '../../postgres/database.ts';
import { lookAtDatabase } from '../../postgres/look-at-database.ts';
import { lookBeside } from '../../postgres/look-beside.ts';
import type { PromoteReplicaDependencies, PromoteReplicaFacts } from './dependencies.ts';
import { observeFences } from './fences.ts';
import { observeFork } from './observe-fork.ts';
import { promotion } from './promotions.ts';

const statementTimeoutSeconds = 5;

const noEndpoint = { kind: 'unreadable', failure: { error: 'NoEndpoint', message: 'RDS names no endpoint' } } as const;

const notAsked = {
  kind: 'unreadable',
  failure: { error: 'NotAsked', message: 'nothing rests on it while AWS promotes' },
} as const;

/** So far back an outage may have begun before anybody has measured since when it lasts. */
const unmeasuredSpanSeconds = 7200;
const lagSpanSeconds = 900;

/** AWS has taken the order, and RDS does not show yet that it is carried out: nothing but RDS can change what is decided. */
export const isUnderWay = (instance: Reading<DatabaseFacts>): boolean =>
  instance.kind === 'known' &&
  (instance.value.source !== undefined || judgeDatabaseStatus(instance.value.status) !== 'usable');

/** Before anything is done a person is told what a promotion does not carry; a look before the call has no time for it. */
export const survey = (
  spec: PromoteReplicaSpec,
  run: StepRun,
  dependencies: PromoteReplicaDependencies,
): Promise<PromoteReplicaFacts> => look(spec, run, { dependencies, asksBeside: true });

/**
 * RDS, the server itself and CloudWatch, all in the Region of the replica. Once the promotion is ordered its gate has been passed,
 * and a look a second for minutes asks of AWS no more than it needs.
 */
async function look(
  spec: PromoteReplicaSpec,
  run: StepRun,
  { dependencies, asksBeside }: Readonly<{ dependencies: PromoteReplicaDependencies; asksBeside: boolean }>,
): Promise<PromoteReplicaFacts> {
  const { rds, cloudWatch, withDatabase } = dependencies;
  const region = run.regions[spec.region];
  const isOrdered = wasAccepted(run, promotion);
  const [instance, lag] = await Promise.all([
    describeDatabase(rds, region, spec.instance),
    isOrdered ? notAsked : readReplicaLag(cloudWatch, { region, instance: spec.instance }, lagSpan(run)),
  ]);
  const alone = standsAlone(instance, run);
  // Once it has no source, the look may be the one that proves it.
  const at = { region, instance, asksBeside: asksBeside || knownOf(instance)?.source === undefined };
  const [asked, fork, fences] = await Promise.all([
    isOrdered && isUnderWay(instance) ? { server: notAsked } : lookAtServer(spec, at, withDatabase),
    alone && observeFork(spec, run, { dependencies, resourceId: alone.resourceId }),
    isOrdered ? [] : observeFences(run, rds),
  ]);
  return { instance, lag, ...asked, fork, fences };
}

/** The minutes before service was lost; before anybody has said when that was, those before now. */
function lagSpan({ lost, now }: StepRun) {
  if (lost === undefined) return { until: now, spanSeconds: unmeasuredSpanSeconds };
  return { until: lost.basis === 'decision' ? now : lost.since, spanSeconds: lagSpanSeconds };
}

/** It has no source, and this run did not take it away. */
function standsAlone(instance: Reading<DatabaseFacts>, run: StepRun): DatabaseFacts | undefined {
  const found = knownOf(instance);
  return found?.source === undefined && !mayHaveActed(run, promotion) ? found : undefined;
}

type At = Readonly<{ region: string; instance: Reading<DatabaseFacts>; asksBeside: boolean }>;

async function lookAtServer(
  spec: PromoteReplicaSpec,
  { region, instance, asksBeside }: At,
  withDatabase: WithDatabase,
): Promise<Pick<PromoteReplicaFacts, 'server' | 'beside'>> {
  const endpoint = knownOf(instance)?.endpoint;
  if (endpoint === undefined) return { server: noEndpoint };
  const { secret, database } = spec;
  const place = { ...endpoint, secret, database, region, statementTimeoutSeconds };
  const server = await lookAtDatabase(withDatabase, place, { asksBeside });
  const own = knownOf(server)?.beside;
  return own === undefined ? { server } : { server, beside: await lookBeside(own, place, withDatabase) };
}

export const observe = (
  spec: PromoteReplicaSpec,
  run: StepRun,
  dependencies: PromoteReplicaDependencies,
): Promise<PromoteReplicaFacts> => look(spec, run, { dependencies, asksBeside: false });
