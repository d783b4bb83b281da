/** What an AWS service tells the default event bus of a Region. The bus adds id, account, version and, where none is given, the time. */
export type ServiceEvent = Readonly<{
  region: string;
  /** aws.cloudwatch, aws.rds … */
  source: string;
  detailType: string;
  resources: readonly string[];
  detail: Readonly<Record<string, unknown>>;
  /** In ms; what the envelope says as `time`. Default: now. */
  at?: number;
}>;

/** Where simulated services send their events. Never waits and never throws: delivery is the bus's own business. */
export type EventSink = Readonly<{ emit: (event: ServiceEvent) => void }>;
