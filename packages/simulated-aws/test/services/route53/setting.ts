import type { Change, ResourceRecordSet } from '@aws-sdk/client-route-53';
import { defined } from '../../../src/defined.ts';
import type { Route53Settings } from '../../../src/services/route53/operations.ts';
import { createRoute53 } from '../../../src/services/route53/route53.ts';
import type { World } from '../../../src/world.ts';
import { createTestWorld, handlerAsker } from '../test-world.ts';

/** Hosts that the network of these tests knows, with their addresses. */
const addresses: Readonly<Record<string, string>> = {
  'west.elb.amazonaws.com': '203.0.113.10',
  'east.elb.amazonaws.com': '203.0.113.20',
};

const withAddresses = (world: World): World => ({
  ...world,
  network: {
    ...world.network,
    addressOf: (host) => {
      const address = addresses[host];
      if (address === undefined) throw new Error(`unknown host ${host}`);
      return address;
    },
  },
});

/** Without limits of its own, so that a test can ask as often as it needs to. */
const patient: Partial<Route53Settings> = { requestsPerSecond: 1000, processingSeconds: 0 };

export const zoneId = 'Z0819HARBOUR00';

export const createSetting = (settings: Partial<Route53Settings> = patient) => {
  const { world: plain, clock, told, pass } = createTestWorld();
  const world = withAddresses(plain);
  const route53 = createRoute53(world, settings);
  route53.addZone({ id: zoneId, name: 'harbour.dev' });
  const ask = handlerAsker(route53, 'us-east-1');
  const change = (...changes: Change[]) =>
    ask('ChangeResourceRecordSets', { HostedZoneId: zoneId, ChangeBatch: { Changes: changes } });
  return { world, clock, told, pass, route53, ask, change };
};

export const cname = (name: string, target: string, ttl = 30): ResourceRecordSet => ({
  Name: name,
  Type: 'CNAME',
  TTL: ttl,
  ResourceRecords: [{ Value: target }],
});

export const address = (name: string, ...values: string[]): ResourceRecordSet => ({
  Name: name,
  Type: 'A',
  TTL: 60,
  ResourceRecords: values.map((Value) => ({ Value })),
});

export const alias = (name: string, target: string, zone = 'Z35SXDOTRQ7X7K'): ResourceRecordSet => ({
  Name: name,
  Type: 'A',
  AliasTarget: { DNSName: target, HostedZoneId: zone, EvaluateTargetHealth: false },
});

export const failover = (set: ResourceRecordSet, role: 'PRIMARY' | 'SECONDARY', check?: string): ResourceRecordSet => ({
  ...set,
  SetIdentifier: role.toLowerCase(),
  Failover: role,
  ...defined({ HealthCheckId: check }),
});
