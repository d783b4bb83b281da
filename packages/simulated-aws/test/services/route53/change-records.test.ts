import type { Change, ResourceRecordSet } from '@aws-sdk/client-route-53';
import { describe, expect, it } from 'vitest';
import { AwsFault } from '../../../src/call.ts';
import { codeOf } from '../test-world.ts';
import { address, alias, cname, createSetting, failover, zoneId } from './setting.ts';

const west = cname('app.harbour.dev', 'west.elb.amazonaws.com');
const east = cname('app.harbour.dev', 'east.elb.amazonaws.com');

const change = (Action: Change['Action'], ResourceRecordSet: ResourceRecordSet): Change => ({
  Action,
  ResourceRecordSet,
});

const messageOf = async (asked: Promise<object>): Promise<string> => {
  try {
    await asked;
  } catch (error) {
    if (error instanceof AwsFault) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'accepted';
};

/** A zone that holds `app` as a CNAME and the failover pair `pair`. */
const createZone = () => {
  const setting = createSetting();
  setting.route53.addHealthCheck({ Type: 'TCP', FullyQualifiedDomainName: 'nowhere', Port: 1 }, 'check');
  setting.route53.addRecord(zoneId, { ...west, Type: 'CNAME', Name: 'app.harbour.dev' });
  const primary = failover(address('pair.harbour.dev', '192.0.2.1'), 'PRIMARY', 'check');
  setting.route53.addRecord(zoneId, { ...primary, Type: 'A', Name: 'pair.harbour.dev' });
  return { ...setting, primary };
};

const listed = async ({ ask }: ReturnType<typeof createSetting>) =>
  await ask('ListResourceRecordSets', { HostedZoneId: zoneId });

describe('a change batch', () => {
  it('puts records of every type that leads somewhere beside an address, and a wildcard as an escape', async () => {
    const zone = createZone();
    await zone.change(
      change('CREATE', { ...address('pair.harbour.dev', '2001:db8::1'), Type: 'AAAA', SetIdentifier: 'w', Weight: 0 }),
      change('CREATE', { ...address('pair.harbour.dev', '1 . alpn="h3,h2" ipv4hint=192.0.2.1'), Type: 'HTTPS' }),
      change('CREATE', { ...address('pair.harbour.dev', '0 other.example.'), Type: 'SVCB' }),
      change('CREATE', address('*.harbour.dev', '192.0.2.7')),
    );
    const { ResourceRecordSets } = JSON.parse(JSON.stringify(await listed(zone)));
    const names = ResourceRecordSets.map(({ Name, Type }: ResourceRecordSet) => `${Name} ${Type}`);
    expect(names).toContain('\\052.harbour.dev. A');
    expect(names.filter((name: string) => name.startsWith('pair'))).toEqual(
      ['A', 'AAAA', 'HTTPS', 'SVCB'].map((type) => `pair.harbour.dev. ${type}`),
    );
  });

  it('replaces a record in one step when it deletes what stands there and creates another', async () => {
    const zone = createZone();
    await zone.change(change('DELETE', west), change('CREATE', east));
    expect(JSON.stringify(await listed(zone))).toContain('east.elb.amazonaws.com');
    expect(JSON.stringify(await listed(zone))).not.toContain('west.elb.amazonaws.com');
  });

  it('puts an alias in the place of a CNAME, whichever of the two changes comes first', async () => {
    const zone = createZone();
    const created = change('CREATE', alias('app.harbour.dev', 'east.elb.amazonaws.com'));
    expect(await zone.change(created, change('DELETE', west))).toMatchObject({ ChangeInfo: { Status: 'PENDING' } });
  });

  it('changes nothing when one of its changes is refused', async () => {
    const zone = createZone();
    const before = await listed(zone);
    const refused = zone.change(change('UPSERT', east), change('DELETE', cname('gone.harbour.dev', 'x.example')));
    expect(await codeOf(refused)).toBe('InvalidChangeBatch');
    expect(await listed(zone)).toEqual(before);
  });

  it('names every change that is wrong, in the message and one by one', async () => {
    const zone = createZone();
    const refused = zone.change(change('CREATE', east), change('CREATE', address('a.example.com', '192.0.2.1')));
    const error: unknown = await refused.catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'InvalidChangeBatch',
      status: 400,
      fields: {
        messages: [
          "Tried to create resource record set [name='app.harbour.dev.', type='CNAME'] but it already exists",
          'RRSet with DNS name a.example.com. is not permitted in zone harbour.dev.',
        ],
      },
    });
  });

  it('deletes a record whose values are given in another order', async () => {
    const zone = createZone();
    await zone.change(change('CREATE', address('two.harbour.dev', '192.0.2.1', '192.0.2.2')));
    const deleted = zone.change(change('DELETE', address('TWO.harbour.dev.', '192.0.2.2', '192.0.2.1')));
    expect(await messageOf(deleted)).toBe('accepted');
  });

  it.each<{ when: string; changes: Change[]; answer: string }>([
    {
      when: 'a record to be deleted is not there',
      changes: [change('DELETE', cname('gone.harbour.dev', 'x.example'))],
      answer:
        "InvalidChangeBatch: [Tried to delete resource record set [name='gone.harbour.dev.', type='CNAME'] but it was not found]",
    },
    {
      when: 'a record to be deleted has another value',
      changes: [change('DELETE', east)],
      answer:
        "InvalidChangeBatch: [Tried to delete resource record set [name='app.harbour.dev.', type='CNAME'] but the values provided do not match the current values]",
    },
    {
      when: 'a record to be deleted has another TTL',
      changes: [change('DELETE', cname('app.harbour.dev', 'west.elb.amazonaws.com', 60))],
      answer: 'InvalidChangeBatch: [Tried to delete .* but the values provided do not match the current values]',
    },
    {
      when: 'the same record is deleted twice',
      changes: [change('DELETE', west), change('DELETE', west)],
      answer: 'InvalidChangeBatch: [Tried to delete .* but it was not found]',
    },
    {
      when: 'an address would stand beside a CNAME',
      changes: [change('CREATE', address('app.harbour.dev', '192.0.2.1'))],
      answer:
        'InvalidChangeBatch: [RRSet of type A with DNS name app.harbour.dev. is not permitted because a conflicting RRSet of type CNAME with the same DNS name already exists in zone harbour.dev.]',
    },
    {
      when: 'a CNAME would stand beside an address',
      changes: [change('CREATE', cname('pair.harbour.dev', 'x.example'))],
      answer:
        'InvalidChangeBatch: [RRSet of type CNAME with DNS name pair.harbour.dev. is not permitted as it conflicts with other records with the same DNS name in zone harbour.dev.]',
    },
    {
      when: 'a CNAME would stand at the apex',
      changes: [change('CREATE', cname('harbour.dev', 'x.example'))],
      answer:
        'InvalidChangeBatch: [RRSet of type CNAME with DNS name harbour.dev. is not permitted at apex in zone harbour.dev.]',
    },
    {
      when: 'a simple record would stand beside failover records',
      changes: [change('CREATE', address('pair.harbour.dev', '192.0.2.9'))],
      answer:
        'InvalidChangeBatch: [RRSet with DNS name pair.harbour.dev., type A cannot be created as other RRSets exist with the same name and type]',
    },
    {
      when: 'there would be two primaries',
      changes: [
        change('CREATE', {
          ...failover(address('pair.harbour.dev', '192.0.2.9'), 'PRIMARY', 'check'),
          SetIdentifier: 'other',
        }),
      ],
      answer:
        'InvalidChangeBatch: [RRSet with DNS name pair.harbour.dev., type A, SetIdentifier other cannot be created as other RRSets exist with the same name and type]',
    },
    {
      when: 'a primary has no health check',
      changes: [change('CREATE', failover(address('new.harbour.dev', '192.0.2.9'), 'PRIMARY'))],
      answer:
        'InvalidChangeBatch: [A non-alias primary ResourceRecordSet must have an associated health check. No changes made.]',
    },
    {
      when: 'its health check is not there',
      changes: [change('CREATE', failover(address('new.harbour.dev', '192.0.2.9'), 'PRIMARY', 'nope'))],
      answer: 'NoSuchHealthCheck: No health check exists with the ID: nope',
    },
    {
      when: 'an address is none',
      changes: [change('CREATE', address('new.harbour.dev', 'east.elb.amazonaws.com'))],
      answer:
        "InvalidChangeBatch: [Invalid Resource Record: 'FATAL problem: ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address) encountered with 'east.elb.amazonaws.com'']",
    },
    {
      when: 'an alias leads to a record that the zone does not hold',
      changes: [change('CREATE', alias('new.harbour.dev', 'gone.harbour.dev', zoneId))],
      answer:
        'InvalidChangeBatch: [Tried to create an alias that targets gone.harbour.dev., type A in zone Z0819HARBOUR00, but that target was not found]',
    },
    {
      when: 'a record has neither values nor an alias',
      changes: [change('UPSERT', { Name: 'new.harbour.dev', Type: 'A', TTL: 60 })],
      answer:
        'InvalidInput: Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found none in Change with [Action=UPSERT, Name=new.harbour.dev., Type=A, SetIdentifier=null]',
    },
    {
      when: 'a record has both values and an alias',
      changes: [change('UPSERT', { ...alias('new.harbour.dev', 'east.elb.amazonaws.com'), TTL: 60 })],
      answer: 'InvalidInput: Invalid request: Expected exactly one of .* but found more than one in .*',
    },
    {
      when: 'a failover record has no identifier',
      changes: [change('UPSERT', { ...address('new.harbour.dev', '192.0.2.9'), Failover: 'SECONDARY' })],
      answer: "InvalidInput: Invalid request: Missing field 'SetIdentifier' in .*",
    },
    {
      when: 'a record has two routing policies',
      changes: [change('UPSERT', { ...failover(address('new.harbour.dev', '192.0.2.9'), 'SECONDARY'), Weight: 1 })],
      answer: 'InvalidInput: Invalid request: Expected exactly one of .* but found more than one in .*',
    },
    {
      when: 'a weighted record would stand beside failover records of its type',
      changes: [change('CREATE', { ...address('pair.harbour.dev', '192.0.2.9'), SetIdentifier: 'w', Weight: 1 })],
      answer:
        'InvalidChangeBatch: [RRSet with DNS name pair.harbour.dev., type A, SetIdentifier w cannot be created as other RRSets exist with the same name and type]',
    },
    {
      when: 'a multivalue record is an alias',
      changes: [
        change('CREATE', {
          ...alias('new.harbour.dev', 'east.elb.amazonaws.com'),
          SetIdentifier: 'm',
          MultiValueAnswer: true,
        }),
      ],
      answer: 'InvalidChangeBatch: [A multivalue answer record must not be an alias record or a CNAME record.]',
    },
    {
      when: 'an IPv6 address is none',
      changes: [change('CREATE', { ...address('new.harbour.dev', '192.0.2.9'), Type: 'AAAA' })],
      answer:
        "InvalidChangeBatch: [Invalid Resource Record: 'FATAL problem: AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address) encountered with '192.0.2.9'']",
    },
    ...['1', '1 . ipv4hint=2001:db8::1', '0 other.example. alpn=h2', '1 . port=70000', '1 . alpn=h2 alpn=h3'].map(
      (value) => ({
        when: `an HTTPS record is ${value}`,
        changes: [change('CREATE', { ...address('new.harbour.dev', value), Type: 'HTTPS' as const })],
        answer: 'InvalidChangeBatch: [Invalid Resource Record: .*]',
      }),
    ),
    {
      when: 'a record is for places near a point',
      changes: [
        change('UPSERT', {
          ...address('new.harbour.dev', '192.0.2.9'),
          SetIdentifier: 'g',
          GeoProximityLocation: { AWSRegion: 'us-east-1' },
        }),
      ],
      answer: 'NotSimulated: NotSimulated: route53:ChangeResourceRecordSets GeoProximityLocation',
    },
    {
      when: 'the NS records of the zone itself would go',
      changes: [
        change('DELETE', {
          Name: 'harbour.dev',
          Type: 'NS',
          TTL: 172_800,
          ResourceRecords: [
            { Value: 'ns-1.awsdns-01.org.' },
            { Value: 'ns-2.awsdns-02.co.uk.' },
            { Value: 'ns-3.awsdns-03.com.' },
            { Value: 'ns-4.awsdns-04.net.' },
          ],
        }),
      ],
      answer: 'InvalidChangeBatch: [A HostedZone must contain at least one NS record for the zone itself.]',
    },
  ])('is refused when $when', async ({ changes, answer }) => {
    const pattern = answer.split('.*').map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    expect(await messageOf(createZone().change(...changes))).toMatch(new RegExp(`^${pattern.join('.*')}$`));
  });
});
