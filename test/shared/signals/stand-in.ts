import {
  CloudWatchClient,
  type ServiceInputTypes as CloudWatchInput,
  type GetMetricStatisticsCommandInput,
  type GetMetricStatisticsCommandOutput,
} from '@aws-sdk/client-cloudwatch';
import { RDSClient, type ServiceInputTypes as RdsInput } from '@aws-sdk/client-rds';
import { Route53Client, type ServiceInputTypes as Route53Input } from '@aws-sdk/client-route-53';
import { clientsOf } from '../../../shared/aws/clients.ts';
import type { SignalClients } from '../../../shared/signals/signal-clients.ts';
import { given, planOf } from '../support/plan.ts';

/** `operation` as AWS calls it. */
type Call<I> = Readonly<{ operation: string; region: string; input: I }>;
type Answer<I> = (call: Call<I>) => object | Promise<object>;

type Answers = Readonly<{
  cloudWatch?: Answer<CloudWatchInput>;
  route53?: Answer<Route53Input>;
  rds?: Answer<RdsInput>;
}>;

export const failWith = (name: string): never => {
  throw Object.assign(new Error(`the answer of the test is ${name}`), { name });
};

export const silent = (): Promise<never> => new Promise(() => undefined);

const unexpected = ({ operation }: Call<unknown>): never => failWith(`NotExpected:${operation}`);

const answering =
  <I>(answer: Answer<I>, region: string) =>
  (_next: unknown, { commandName = '' }: Readonly<{ commandName?: string }>) =>
  async ({ input }: Readonly<{ input: I }>) => ({
    output: { ...(await answer({ operation: commandName.replace(/Command$/, ''), region, input })), $metadata: {} },
    response: undefined,
  });

const first = { step: 'initialize', priority: 'high' } as const;

/** The SDK's own clients, answered before anything is sent. */
export const standIn = ({ cloudWatch, route53, rds }: Answers): SignalClients => ({
  cloudWatch: clientsOf(({ region }) => {
    const client = new CloudWatchClient({ region });
    client.middlewareStack.add(answering(cloudWatch ?? unexpected, region), first);
    return client;
  }),
  route53: clientsOf(({ region }) => {
    const client = new Route53Client({ region });
    client.middlewareStack.add(answering(route53 ?? unexpected, region), first);
    return client;
  }),
  rds: clientsOf(({ region }) => {
    const client = new RDSClient({ region });
    client.middlewareStack.add(answering(rds ?? unexpected, region), first);
    return client;
  }),
  stackName: 'lifeboat-dev',
});

export const now = '2026-01-05T03:10:00.000Z';

/** So many seconds before now. */
export const ago = (seconds: number): Date => new Date(Date.parse(now) - seconds * 1000);

export const isoAgo = (seconds: number): string => ago(seconds).toISOString();

/** A plan of us-west-2, whose standby is us-east-1. */
export const watching = (...signals: readonly object[]) => planOf({ all: [given.check] }, { detection: { signals } });

type Point = Readonly<{ ago: number; value: number }>;

const isQuery = (input: object): input is GetMetricStatisticsCommandInput => 'MetricName' in input;

/** One value a period, as CloudWatch answers: within the span that was asked for, in no order. NaN: none. */
export const datapointsOf = (input: object, points: readonly Point[]): GetMetricStatisticsCommandOutput => {
  const { StartTime, EndTime } = isQuery(input) ? input : failWith('NotAQuery');
  if (StartTime === undefined || EndTime === undefined) return failWith('MissingRequiredParameterException');
  const found = points
    .filter(({ value }) => !Number.isNaN(value))
    .map(({ ago: seconds, value }) => ({ Timestamp: ago(seconds), Minimum: value, Maximum: value }))
    .filter(({ Timestamp }) => Timestamp >= StartTime && Timestamp < EndTime);
  return { Datapoints: found.toReversed(), $metadata: {} };
};
