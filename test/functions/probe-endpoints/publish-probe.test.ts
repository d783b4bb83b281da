import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { expect, it } from 'vitest';
import { createPublishProbe } from '../../../functions/probe-endpoints/publish-probe.ts';
import { clientsOf } from '../../../shared/aws/clients.ts';
import { PlanName, RegionName } from '../../../shared/contracts/fields.ts';

/** What the SDK would send, by Region: its own serializer, without the network. */
const listen = () => {
  const sent: { region: string; input: unknown }[] = [];
  const cloudWatch = clientsOf((settings) => {
    const client = new CloudWatchClient(settings);
    client.middlewareStack.add(
      () =>
        async ({ input }) => {
          sent.push({ region: settings.region, input });
          return { output: { $metadata: {} }, response: {} };
        },
      { step: 'initialize' },
    );
    return client;
  });
  return { sent, publish: createPublishProbe(cloudWatch) };
};

const probe = (every: number) => ({
  plan: PlanName.parse('orders'),
  index: 2,
  region: RegionName.parse('us-east-1'),
  signal: { probe: 'https://orders.example.com', every },
});
const at = '2026-01-05T03:00:07.000Z';

it.each([
  { verdict: 'bad' as const, every: 10, datum: { Value: 1, StorageResolution: 1 } },
  { verdict: 'good' as const, every: 30, datum: { Value: 0, StorageResolution: 1 } },
  { verdict: 'good' as const, every: 60, datum: { Value: 0, StorageResolution: 60 } },
])('publishes $verdict, asked every $every s, as $datum in the standby Region', async ({ verdict, every, datum }) => {
  const { sent, publish } = listen();
  await publish(probe(every), { verdict, at });
  const Dimensions = [
    { Name: 'Plan', Value: 'orders' },
    { Name: 'Signal', Value: '2' },
  ];
  const MetricData = [{ MetricName: 'ProbeFailed', Dimensions, Timestamp: new Date(at), ...datum }];
  expect(sent).toEqual([{ region: 'us-east-1', input: { Namespace: 'Lifeboat', MetricData } }]);
});
