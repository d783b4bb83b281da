import { DescribeEventsCommand, type Event, type RDSClient } from '@aws-sdk/client-rds';

/** An event of an instance. `at` ISO 8601, UTC. */
export type InstanceEvent = Readonly<{ at: string; categories: readonly string[]; message: string }>;

/** docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeEvents.html: minutes, 14 days at most. */
export const readInstanceEvents = async (
  client: RDSClient,
  instance: string,
  withinSeconds: number,
): Promise<InstanceEvent[]> => {
  const { Events = [] } = await client.send(
    new DescribeEventsCommand({
      SourceIdentifier: instance,
      SourceType: 'db-instance',
      Duration: Math.ceil(withinSeconds / 60),
    }),
  );
  return Events.flatMap(eventOf).toSorted((a, b) => a.at.localeCompare(b.at));
};

const eventOf = ({ Date: at, EventCategories = [], Message = '' }: Event): InstanceEvent[] =>
  at === undefined ? [] : [{ at: at.toISOString(), categories: EventCategories, message: Message }];
