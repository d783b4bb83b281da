import * as z from 'zod';
import { BucketName, ObjectKey } from '../aws-names.ts';
import { defineKind } from '../define-kind.ts';
import { DnsName, durationWithin, HostedZoneId, Side } from '../fields.ts';

const Ttl = durationWithin('0s', '2d');

const Value = z.union([
  z.strictObject({ cname: DnsName, ttl: Ttl }),
  z.strictObject({ alias: DnsName, aliasZone: HostedZoneId }),
]);

/** UPSERTs a prepared record; `from` is what must stand there now, else the step refuses. */
const Records = z.strictObject({
  strategy: z.literal('records'),
  zone: HostedZoneId,
  name: DnsName,
  from: Value,
  to: Value,
});

/**
 * Flips an inverted health check of the PRIMARY record by putting an object into a bucket of the standby Region:
 * only Route 53's data plane is needed (aws.amazon.com/blogs/networking-and-content-delivery,
 * "Creating Disaster Recovery Mechanisms Using Amazon Route 53").
 */
const Health = z.strictObject({
  strategy: z.literal('health'),
  name: DnsName,
  healthCheck: z.uuid(),
  switch: z.strictObject({ bucket: BucketName, key: ObjectKey, region: Side }),
  /** What the name must answer once the switch is thrown. */
  expect: DnsName,
  ttl: Ttl,
});

export const SwitchDnsSpec = z.discriminatedUnion('strategy', [Records, Health]);
export type SwitchDnsSpec = z.output<typeof SwitchDnsSpec>;
export type HealthSpec = z.output<typeof Health>;

export const switchDns = defineKind({
  name: 'switchDns',
  spec: SwitchDnsSpec,
  effect: 'takesOver',
  undo: { isPossible: true, how: 'switch the name back; clients follow when its time to live has passed' },
  names: (spec) => {
    const { name } = spec;
    if (spec.strategy === 'records')
      return [
        { type: 'record', name, zone: spec.zone, changed: 'name' },
        { type: 'hostedZone', zone: spec.zone },
      ];
    return [
      { type: 'record', name, changed: 'name' },
      { type: 'healthCheck', healthCheck: spec.healthCheck, changed: 'healthCheck' },
      { type: 'object', bucket: spec.switch.bucket, key: spec.switch.key, changed: 'switch' },
    ];
  },
});
