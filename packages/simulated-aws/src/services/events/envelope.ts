/** An event as rules and targets see it: docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */
export type EventEnvelope = Readonly<{
  version: '0';
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  /** To the second, UTC. */
  time: string;
  region: string;
  resources: readonly string[];
  detail: Readonly<Record<string, unknown>>;
}>;

export const eventTime = (at: number): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
