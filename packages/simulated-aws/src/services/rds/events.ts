import { type EventId, eventKinds } from './event-kinds.ts';
import type { SourceType } from './records.ts';
import type { Store } from './store.ts';

/** By the part of an ARN that says what it names: how DescribeEvents and how EventBridge call it. */
const sources: Readonly<Record<string, readonly [SourceType, detailType: string, onTheBus: string]>> = {
  db: ['db-instance', 'RDS DB Instance Event', 'DB_INSTANCE'],
  cluster: ['db-cluster', 'RDS DB Cluster Event', 'CLUSTER'],
  snapshot: ['db-snapshot', 'RDS DB Snapshot Event', 'SNAPSHOT'],
  'cluster-snapshot': ['db-cluster-snapshot', 'RDS DB Cluster Snapshot Event', 'CLUSTER_SNAPSHOT'],
  pg: ['db-parameter-group', 'RDS DB Parameter Group Event', 'DB_PARAM'],
};

type Source = Readonly<{ region: string; id: string; arn: string; tags: Readonly<Record<string, string>> }>;

/**
 * Kept for DescribeEvents, and told to EventBridge in the shape of UserGuide/rds-cloudwatch-events.sample.html. On AWS both are best
 * effort; here none is lost or late.
 */
export function addEvent(
  store: Store,
  source: Source,
  { event, words = [] }: Readonly<{ event: EventId; words?: readonly string[] }>,
): void {
  const [category, template] = eventKinds[event];
  const { region, id, arn, tags } = source;
  const [sourceType, detailType, onTheBus] = sourceOf(arn);
  const at = store.world.clock.now();
  const message = wordsIn(template, words);
  store.events.push({ region, id, arn, sourceType, at, eventId: event, category, message });
  const what = { EventCategories: [category], SourceType: onTheBus, SourceArn: arn, SourceIdentifier: id };
  const detail = { ...what, Date: new Date(at).toISOString(), Message: message, EventID: event, Tags: { ...tags } };
  store.bus.emit({ region, source: 'aws.rds', detailType, resources: [arn], detail });
}

function sourceOf(arn: string) {
  const source = sources[arn.split(':')[5] ?? ''];
  if (source === undefined) throw new Error(`RDS tells of no events of ${arn}`);
  return source;
}

function wordsIn(message: string, words: readonly string[]): string {
  const left = [...words];
  return message.replaceAll('%', () => left.shift() ?? '');
}
