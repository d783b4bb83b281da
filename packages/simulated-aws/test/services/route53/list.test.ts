import { describe, expect, it } from 'vitest';
import { route53ConditionKeys, route53Resources } from '../../../src/services/route53/resources.ts';
import { callOf } from '../test-world.ts';
import { address, cname, createSetting, zoneId } from './setting.ts';

const namesIn = (answer: object): string[] =>
  [...JSON.stringify(answer).matchAll(/"Name":"([^"]*)"/g)].map(([, name = '']) => name);

describe('ListResourceRecordSets', () => {
  const createZone = () => {
    const setting = createSetting();
    for (const name of ['b.harbour.dev', 'a.b.harbour.dev', 'b-1.harbour.dev', 'harbour.dev'])
      setting.route53.addRecord(zoneId, { ...address(name, '192.0.2.1'), Name: name, Type: 'A' });
    const list = (input: object = {}) => setting.ask('ListResourceRecordSets', { HostedZoneId: zoneId, ...input });
    return { ...setting, list };
  };

  it('orders by the name read backwards, where a hyphen comes before the dot, and then by type', async () => {
    const { list } = createZone();
    const names = namesIn(await list());
    expect(names).toEqual([
      'harbour.dev.',
      'harbour.dev.',
      'harbour.dev.',
      'b-1.harbour.dev.',
      'b.harbour.dev.',
      'a.b.harbour.dev.',
    ]);
  });

  it('begins with what comes after a start that does not exist', async () => {
    const { list } = createZone();
    expect(await list({ StartRecordName: 'b.harbour.dev', StartRecordType: 'AAAA', MaxItems: 1 })).toMatchObject({
      ResourceRecordSets: [{ Name: 'a.b.harbour.dev.' }],
      IsTruncated: false,
      MaxItems: 1,
    });
  });

  it('says where the next page begins, the identifier included', async () => {
    const { list, route53 } = createZone();
    route53.addHealthCheck({ Type: 'TCP', FullyQualifiedDomainName: 'x', Port: 1 }, 'check');
    for (const SetIdentifier of ['one', 'two'])
      route53.addRecord(zoneId, {
        ...cname('z.harbour.dev', 'x'),
        Name: 'z.harbour.dev',
        Type: 'CNAME',
        SetIdentifier,
      });
    expect(await list({ StartRecordName: 'z.harbour.dev', MaxItems: 1 })).toMatchObject({
      IsTruncated: true,
      NextRecordName: 'z.harbour.dev.',
      NextRecordType: 'CNAME',
      NextRecordIdentifier: 'two',
    });
  });
});

describe('listings of hosted zones', () => {
  const createZones = () => {
    const setting = createSetting();
    setting.route53.addZone({ id: 'ZB', name: 'example.com' });
    setting.route53.addZone({ id: 'ZC', name: 'a.example.com', private: true });
    return setting;
  };

  it('come in pages with a marker', async () => {
    const { ask } = createZones();
    expect(await ask('ListHostedZones', { MaxItems: 2 })).toMatchObject({
      HostedZones: [{ Id: `/hostedzone/${zoneId}` }, { Id: '/hostedzone/ZB' }],
      IsTruncated: true,
      NextMarker: 'ZC',
    });
    expect(await ask('ListHostedZones', { Marker: 'ZC' })).toMatchObject({
      HostedZones: [{ Name: 'a.example.com.', Config: { PrivateZone: true } }],
      IsTruncated: false,
    });
  });

  it('come by name from a given one on', async () => {
    const { ask } = createZones();
    const answer = await ask('ListHostedZonesByName', { DNSName: 'example.com', MaxItems: 1 });
    expect(namesIn(answer)).toEqual(['example.com.']);
    expect(answer).toMatchObject({ NextDNSName: 'a.example.com.', NextHostedZoneId: 'ZC' });
  });
});

describe('what IAM sees of a call', () => {
  it.each([
    {
      operation: 'ChangeResourceRecordSets',
      input: { HostedZoneId: '/hostedzone/Z1' },
      arn: 'arn:aws:route53:::hostedzone/Z1',
    },
    { operation: 'ListResourceRecordSets', input: { HostedZoneId: 'Z1' }, arn: 'arn:aws:route53:::hostedzone/Z1' },
    { operation: 'GetHostedZone', input: { Id: 'Z1' }, arn: 'arn:aws:route53:::hostedzone/Z1' },
    { operation: 'GetChange', input: { Id: '/change/C1' }, arn: 'arn:aws:route53:::change/C1' },
    { operation: 'GetHealthCheck', input: { HealthCheckId: 'h' }, arn: 'arn:aws:route53:::healthcheck/h' },
  ])('is $arn for $operation', ({ operation, input, arn }) => {
    const { route53 } = createSetting();
    expect(route53Resources[operation]?.(input, callOf(route53, operation, 'us-east-1'))).toEqual([arn]);
  });

  it('is names, types and actions of a change batch in normal form', () => {
    const input = {
      HostedZoneId: 'Z1',
      ChangeBatch: {
        Changes: [
          { Action: 'DELETE', ResourceRecordSet: cname('App.Harbour.dev.', 'x') },
          { Action: 'CREATE', ResourceRecordSet: cname('app.harbour.dev', 'y') },
        ],
      },
    };
    expect(route53ConditionKeys({ input })).toEqual({
      'route53:changeresourcerecordsetsnormalizedrecordnames': ['app.harbour.dev'],
      'route53:changeresourcerecordsetsrecordtypes': ['CNAME'],
      'route53:changeresourcerecordsetsactions': ['DELETE', 'CREATE'],
    });
  });

  it.each([
    { name: '*.Harbour.dev.', normal: '\\052.harbour.dev' },
    { name: '_sip._tcp.harbour.dev', normal: '_sip._tcp.harbour.dev' },
    { name: 'a!b.harbour.dev', normal: 'a\\041b.harbour.dev' },
    { name: '\\052.harbour.dev', normal: '\\052.harbour.dev' },
  ])('has $name as $normal', ({ name, normal }) => {
    const Changes = [{ Action: 'CREATE', ResourceRecordSet: cname(name, 'x') }];
    const input = { HostedZoneId: 'Z1', ChangeBatch: { Changes } };
    expect(route53ConditionKeys({ input })).toMatchObject({
      'route53:changeresourcerecordsetsnormalizedrecordnames': [normal],
    });
  });
});
