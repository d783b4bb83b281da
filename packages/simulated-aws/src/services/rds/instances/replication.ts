import { AwsFault } from '../../../call.ts';
import type { EventId } from '../event-kinds.ts';
import { addEvent } from '../events.ts';
import type { Store } from '../store.ts';
import type { Instance, ReplicationStatus } from './instance.ts';

/** How often a promoted instance's Region tries to tell the source's Region that there is no replica any more. */
const retrySeconds = 60;

const events = {
  replicating: 'RDS-EVENT-0046',
  error: 'RDS-EVENT-0045',
  terminated: 'RDS-EVENT-0057',
} as const satisfies Record<ReplicationStatus, EventId>;

export const canTalk = (store: Store, regions: readonly string[]): boolean =>
  new Set(regions).size === 1 || !regions.some((region) => store.world.network.isCut(region));

/** (I) How a call fails that needs another Region, which does not answer: as AWS's CommonErrors say of what is not ours. */
export function requireReach(store: Store, region: string, other: string): void {
  if (!canTalk(store, [region, other]))
    throw new AwsFault('InternalFailure', `The Region ${other} does not answer.`, { status: 500 });
}

export function endReplication(store: Store, replica: Instance): void {
  const source = replica.source === undefined ? undefined : store.instances.get(replica.source);
  replica.source = undefined;
  replica.replication = undefined;
  if (source !== undefined) forgetReplica(store, source, replica);
}

/** (I) A source in a lost Region goes on listing the replica until its Region is back. */
function forgetReplica(store: Store, source: Instance, replica: Instance): void {
  if (canTalk(store, [source.region, replica.region])) {
    source.replicas.delete(replica.arn);
    return;
  }
  const { clock, awsTime } = store.world;
  clock.after(awsTime(retrySeconds), () => forgetReplica(store, source, replica));
}

/**
 * Whether the stream can flow now. RDS itself opens the way for replication between Regions
 * (docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.html: it adds what security groups must let through), so
 * (I) a source whose own groups let nobody in still feeds its replica.
 */
export function isFed(store: Store, replica: Instance): boolean {
  const source = replica.source === undefined ? undefined : store.instances.get(replica.source);
  return source?.isServing === true && canTalk(store, [source.region, replica.region]);
}

export function setReplication(store: Store, replica: Instance, status: ReplicationStatus): void {
  if (replica.replication === status || replica.source === undefined) return;
  if (replica.replication === 'terminated') return;
  replica.replication = status;
  addEvent(store, replica, { event: events[status] });
}
