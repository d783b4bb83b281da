import { expect, it } from 'vitest';
import type { MetricValue } from '../../../src/services/cloudwatch/metrics.ts';
import { createRoute53 } from '../../../src/services/route53/route53.ts';
import { createEndpoint } from './endpoint.ts';
import { createSetting } from './setting.ts';

const host = 'west.elb.amazonaws.com';
const fast = { Type: 'HTTPS', FullyQualifiedDomainName: host, RequestInterval: 10 } as const;

/** What is told to CloudWatch, by health check and metric; the newest last. */
const createPublished = () => {
  const { world, pass } = createSetting();
  const told: MetricValue[] = [];
  const route53 = createRoute53(world, { metrics: { record: (value) => void told.push(value) } });
  const endpoint = createEndpoint(world, { host, port: 443, region: 'us-west-2' });
  const of = (id: string, name: string) =>
    told.filter((one) => one.name === name && one.dimensions.HealthCheckId === id).map(({ value }) => value);
  return { world, route53, endpoint, pass, told, of };
};

it('tells of each health check once a minute, in us-east-1 only', async () => {
  const { route53, told, of, pass } = createPublished();
  const id = route53.addHealthCheck(fast, 'check');
  await pass(59);
  expect(told).toEqual([]);
  await pass(122);
  expect(of(id, 'HealthCheckStatus')).toEqual([1, 1, 1]);
  expect(of(id, 'HealthCheckPercentageHealthy')).toEqual([100, 100, 100]);
  expect(new Set(told.map(({ region, namespace }) => `${region} ${namespace}`))).toEqual(
    new Set(['us-east-1 AWS/Route53']),
  );
});

it('tells 0 once the endpoint has failed often enough, and 1 for one that is inverted', async () => {
  const { route53, endpoint, of, pass } = createPublished();
  const id = route53.addHealthCheck(fast, 'check');
  const inverted = route53.addHealthCheck({ ...fast, Inverted: true }, 'inverted');
  await pass(61);
  endpoint.reply.status = 503;
  await pass(120);
  expect(of(id, 'HealthCheckStatus')).toEqual([1, 0, 0]);
  expect(of(inverted, 'HealthCheckStatus')).toEqual([0, 1, 1]);
});

it('has no percentage of a disabled check, which counts as healthy', async () => {
  const { route53, endpoint, of, pass } = createPublished();
  endpoint.reply.status = 503;
  const id = route53.addHealthCheck({ ...fast, Disabled: true }, 'check');
  await pass(61);
  expect(of(id, 'HealthCheckStatus')).toEqual([1]);
  expect(of(id, 'HealthCheckPercentageHealthy')).toEqual([]);
});

it('counts the healthy children of a calculated check', async () => {
  const { route53, endpoint, of, pass } = createPublished();
  const well = route53.addHealthCheck({ ...fast, Disabled: true }, 'well');
  const ill = route53.addHealthCheck(fast, 'ill');
  const id = route53.addHealthCheck(
    { Type: 'CALCULATED', ChildHealthChecks: [well, ill], HealthThreshold: 2 },
    'calculated',
  );
  endpoint.reply.status = 503;
  await pass(61);
  expect(of(id, 'ChildHealthCheckHealthyCount')).toEqual([1]);
  expect(of(id, 'HealthCheckStatus')).toEqual([0]);
});

it('falls silent when the simulation is closed', async () => {
  const { route53, told, pass } = createPublished();
  route53.addHealthCheck(fast, 'check');
  await pass(61);
  const before = told.length;
  route53.close();
  await pass(300);
  expect(told).toHaveLength(before);
});
