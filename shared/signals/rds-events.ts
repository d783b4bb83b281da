import { DescribeEventsCommand, type Event, type RDSClient } from '@aws-sdk/client-rds';
import { defined } from '../contracts/defined.ts';

/** RDS keeps events for 14 days. */
const mostMinutes = 14 * 24 * 60;

/** An event of an instance. `at` ISO 8601, UTC. */
export type InstanceEvent = Readonly<{ at: string; categories: readonly string[]; message: string }>;

/**
 * Oldest first, of a time in whole minutes that is no shorter than what was asked
 * (docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeEvents.html).
 */
export async function readInstanceEvents(
  client: RDSClient,
  instance: string,
  withinSeconds: number,
): Promise<InstanceEvent[]> {
  const Duration = Math.min(mostMinutes, Math.ceil(withinSeconds / 60));
  const asked = { SourceIdentifier: instance, SourceType: 'db-instance', Duration } as const;
  const events: InstanceEvent[] = [];
  let marker: string | undefined;
  do {
    const page = await client.send(new DescribeEventsCommand({ ...asked, ...defined({ Marker: marker }) }));
    events.push(...(page.Events ?? []).flatMap(eventOf));
    marker = page.Marker;
  } while (marker);
  return events.toSorted((a, b) => a.at.localeCompare(b.at));
}

const eventOf = ({ Date: at, EventCategories = [], Message = '' }: Event): InstanceEvent[] =>
  at === undefined ? [] : [{ at: at.toISOString(), categories: EventCategories, message: Message }];
