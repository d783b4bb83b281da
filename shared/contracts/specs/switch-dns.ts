import * as z from 'zod';
import { about } from '../about.ts';
import { BucketName, ObjectKey } from '../aws-names.ts';
import { defineKind } from '../define-kind.ts';
import { defined } from '../defined.ts';
import { DnsName, durationWithin, HostedZoneId, Side } from '../fields.ts';

const Ttl = durationWithin('0s', '2d');

const Value = z.union([
  z.strictObject({
    cname: DnsName.meta(about('The host that a CNAME record names.', 'shielda-1755390241.us-west-2.elb.amazonaws.com')),
    ttl: Ttl.meta(about('Time to live of the record.', '30s')),
  }),
  z.strictObject({
    alias: DnsName.meta(
      about('The host that an alias record names.', 'shielda-1755390241.us-west-2.elb.amazonaws.com'),
    ),
    aliasZone: HostedZoneId.meta(
      about('The hosted zone of that host, as AWS lists it for the service.', 'Z1H1FL5HABSF5'),
    ),
  }),
]);

const Alias = Value.options[1];

const Addressed = z.strictObject({
  values: z
    .array(z.string().min(1).max(4000))
    .min(1)
    .max(100)
    .meta(about('The values of the record, as Route 53 has them.', ['2001:db8:57::10'])),
  ttl: Ttl.meta(about('Time to live of the record.', '60s')),
});

const MovedType = z.enum(['A', 'AAAA', 'HTTPS', 'SVCB']);

/** A record beside the first one, moved with it in the same batch. */
const Also = z.strictObject({
  type: MovedType.exclude(['A']).meta(about('Its type.', 'AAAA')),
  from: z.union([Alias, Addressed]).meta(about('What must stand there now. Anything else refuses.')),
  to: z
    .union([Alias, Addressed, z.literal('nothing')])
    .meta(about('What stands there afterwards. `nothing`: the record is deleted.', 'nothing')),
});

/** A value that stands there now, will stay, and leads nobody to the side that is left. */
const Stays = z.strictObject({
  type: MovedType.meta(about('Type of the record.', 'AAAA')),
  value: z.string().min(1).max(4000).meta(about('One of its values.', '2001:db8:c0de::443')),
});
const stays = z
  .array(Stays)
  .max(100)
  .default([])
  .meta(
    about(
      'Values of the name that lead to neither side and stay, such as addresses of a content network. All others must lead to the new side before the step is done.',
    ),
  );

/** Rewrites prepared records; `from` is what must stand there now, else the step refuses. */
const Records = z.strictObject({
  strategy: z
    .literal('records')
    .meta(about('A prepared record is rewritten. This needs the control plane of Route 53, in us-east-1.', 'records')),
  zone: HostedZoneId.meta(about('The hosted zone of the record.', 'Z0819SHIELDA00')),
  name: DnsName.meta(about('The name that clients use.', 'app.shielda.dev')),
  from: Value.meta(about('What must stand there now. Anything else refuses.')),
  to: Value.meta(about('What stands there afterwards.')),
  also: z
    .array(Also)
    .max(3)
    .default([])
    .meta(
      about(
        'Records of other types of the name, moved in the same batch: all of them or none. What is not named here or in `stays` refuses.',
      ),
    ),
  stays,
});

/**
 * Flips an inverted health check of the PRIMARY record by putting an object into a bucket of the standby Region:
 * only Route 53's data plane is needed (aws.amazon.com/blogs/networking-and-content-delivery,
 * "Creating Disaster Recovery Mechanisms Using Amazon Route 53").
 */
const Health = z.strictObject({
  strategy: z
    .literal('health')
    .meta(
      about('An inverted health check is flipped by an object. This needs only the data plane of Route 53.', 'health'),
    ),
  name: DnsName.meta(about('The name that clients use: a failover pair in Route 53.', 'app.shielda.dev')),
  zone: HostedZoneId.optional().meta(
    about(
      'The hosted zone of the name. Its records are read, never changed: before the first act, and before the step is done. Left out, only what the name answers is looked at.',
      'Z0819SHIELDA00',
    ),
  ),
  healthCheck: z
    .uuid()
    .meta(about('Id of the inverted health check of the PRIMARY record.', '5e1da000-0001-4000-8000-000000000001')),
  switch: z
    .strictObject({
      bucket: BucketName.meta(about('Name of the bucket that the health check asks.', 'shielda-region-switch')),
      key: ObjectKey.meta(about('Key of the object whose presence turns the name over.', 'us-west-2-is-lost')),
      region: Side.meta(about('The side of the bucket: the one that survives.', 'standby')),
    })
    .meta(about('The switch: an object that the step puts.')),
  expect: DnsName.meta(
    about(
      'The host that the name must answer once the switch is thrown.',
      'shielda-dr-1093712205.us-east-1.elb.amazonaws.com',
    ),
  ),
  ttl: Ttl.meta(about('Time to live of the record: how long clients may keep the old answer.', '30s')),
  stays,
});

export const SwitchDnsSpec = z
  .discriminatedUnion('strategy', [Records, Health])
  .meta(about('Points the name of the service at the standby.'));
export type SwitchDnsSpec = z.output<typeof SwitchDnsSpec>;
export type HealthSpec = z.output<typeof Health>;
export type RecordsSpec = z.output<typeof Records>;

export const switchDns = defineKind({
  name: 'switchDns',
  spec: SwitchDnsSpec,
  effect: 'takesOver',
  undo: { isPossible: true, how: 'switch the name back; clients follow when its time to live has passed' },
  names: (spec) => {
    const { name, zone } = spec;
    if (spec.strategy === 'records')
      return [
        { type: 'record', name, zone: spec.zone, changed: 'name' },
        { type: 'hostedZone', zone: spec.zone, isRewritten: true },
      ];
    return [
      { type: 'record', name, ...defined({ zone }), changed: 'name' },
      ...(zone === undefined ? [] : [{ type: 'hostedZone', zone, isRewritten: false } as const]),
      { type: 'healthCheck', healthCheck: spec.healthCheck, changed: 'healthCheck' },
      { type: 'object', bucket: spec.switch.bucket, key: spec.switch.key, changed: 'switch' },
    ];
  },
});
