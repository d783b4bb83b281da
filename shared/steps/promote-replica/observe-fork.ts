import { describeDatabase } from '../../aws/rds.ts';
import { read } from '../../aws/read.ts';
import { DbResourceId } from '../../contracts/fields.ts';
import type { PromoteReplicaSpec } from '../../contracts/specs/promote-replica.ts';
import type { Reading } from '../../domain/reading.ts';
import { closedGroupOf, type DatabaseName, sourcesOf } from '../../domain/recovery/identity.ts';
import { isClosedBy } from '../../domain/recovery/is-closed.ts';
import type { ForkFacts, OtherSide } from '../../domain/recovery/judge-fork.ts';
import type { StepRun } from '../../executor/step.ts';
import { lookBeyond } from '../../postgres/look-at-database.ts';
import { readInstanceEvents } from '../../signals/rds-events.ts';
import type { PromoteReplicaDependencies } from './dependencies.ts';

/** RDS keeps events for 14 days. */
const eventSeconds = 14 * 86_400;

/**
 * No event is documented for a promotion: UserGuide/USER_Events.Messages.html. What it says of the end of a replication is
 * RDS-EVENT-0057; a word of promotion itself is taken, too.
 */
const endings = /replication streaming has been terminated|promot/i;

const statementTimeoutSeconds = 3;

const notAsked = { kind: 'unreadable', failure: { error: 'NotAsked', message: '' } } as const;

/** What is to be known of a standby that has no source. Throws LedgerUnavailable: who promoted it is no guess. */
export async function observeFork(
  spec: PromoteReplicaSpec,
  run: StepRun,
  { dependencies, resourceId }: Readonly<{ dependencies: PromoteReplicaDependencies; resourceId: string }>,
): Promise<ForkFacts> {
  const id = DbResourceId.safeParse(resourceId).data;
  const [promotedBy, ended, other] = await Promise.all([
    id === undefined ? undefined : dependencies.promotions.find(id, run),
    readEnding(spec, run.regions[spec.region], dependencies),
    readOther(spec, run, dependencies),
  ]);
  return { promotedBy, ended, other };
}

const readEnding = (
  { instance }: PromoteReplicaSpec,
  region: string,
  { rds }: PromoteReplicaDependencies,
): Promise<ForkFacts['ended']> =>
  read(async () => {
    const events = await readInstanceEvents(rds(region).reader, instance, eventSeconds);
    return events.findLast(({ message }) => endings.test(message));
  });

/** By RDS and, where it can be reached, by the server itself, with the secret of the same name in that Region. */
async function readOther(
  spec: PromoteReplicaSpec,
  run: StepRun,
  { rds, withDatabase }: PromoteReplicaDependencies,
): Promise<OtherSide> {
  const source = sourceOf(spec, run);
  if (source === undefined) return { kind: 'notNamed' };
  const region = run.regions[source.region];
  const name = `${source.instance} in ${region}`;
  const instance = await describeDatabase(rds, region, source.instance);
  if (instance.kind === 'unreadable') return { kind: 'silent', name, failure: instance.failure };
  const { status, endpoint } = instance.value;
  const group = closedGroupOf(run.identity, source);
  const isFenced = group !== undefined && isClosedBy(group, instance.value);
  const { secret, database } = spec;
  const server: Reading<{ isPrimary: boolean; lastCommitAt: string | undefined }> =
    endpoint === undefined
      ? notAsked
      : await lookBeyond(withDatabase, { ...endpoint, secret, database, region, statementTimeoutSeconds });
  return { kind: 'seen', name, at: run.now, status, isFenced, server };
}

/** The one database that it can have replicated; of several nobody knows which. */
function sourceOf(spec: PromoteReplicaSpec, run: StepRun): DatabaseName | undefined {
  const [source, ...others] = sourcesOf(run.identity, spec);
  return others.every(({ instance }) => instance === source?.instance) ? source : undefined;
}
