import { SwitchDnsSpec } from '../../../shared/contracts/specs/switch-dns.ts';
import type { HealthFacts } from '../../../shared/steps/switch-dns/health.ts';
import type { FoundRecord, RecordSet } from '../../../shared/steps/switch-dns/record-sets.ts';
import { answers, listed } from './record-facts.ts';

export const plain = {
  strategy: 'health',
  zone: 'Z0123456789',
  name: 'app.example.com',
  healthCheck: '5e1da000-0001-4000-8000-000000000001',
  switch: { bucket: 'region-switch', key: 'west-is-lost', region: 'standby' },
  expect: 'east.example.com',
  ttl: '30s',
};
export const spec = SwitchDnsSpec.parse(plain);

export const known = <T>(value: T) => ({ kind: 'known', value }) as const;
export const config = {
  Type: 'HTTPS',
  Inverted: true,
  FullyQualifiedDomainName: 'region-switch.s3.us-east-1.amazonaws.com',
  ResourcePath: '/west-is-lost',
} as const;
const cname = (host: string): RecordSet => ({
  Name: 'app.example.com.',
  Type: 'CNAME',
  TTL: 30,
  ResourceRecords: [{ Value: host }],
});
export const healthCheck = '5e1da000-0001-4000-8000-000000000001';
export const pair: FoundRecord[] = [
  { set: cname('west.example.com'), isSimple: false, id: 'primary', failover: 'PRIMARY', healthCheck },
  { set: cname('east.example.com'), isSimple: false, id: 'standby', failover: 'SECONDARY' },
];
export const facts = (change: Partial<HealthFacts> = {}): HealthFacts => ({
  strategy: 'health',
  switch: known('absent'),
  healthCheck: undefined,
  name: answers(false),
  records: listed(...pair),
  ...change,
});
