import {
  ChangeResourceRecordSetsCommand,
  CreateHealthCheckCommand,
  CreateHostedZoneCommand,
  DeleteHealthCheckCommand,
  DeleteHostedZoneCommand,
  GetChangeCommand,
  GetHealthCheckCommand,
  GetHealthCheckCountCommand,
  GetHostedZoneCommand,
  GetHostedZoneCountCommand,
  type HealthCheckConfig,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type OpenedAws, openToOperators } from './operators-wire.ts';

let opened: OpenedAws;
let client: Route53Client;

beforeEach(async () => {
  opened = await openToOperators('us-east-1');
  client = new Route53Client(opened.settings);
});
afterEach(async () => {
  client.destroy();
  await opened.aws.close();
  expect(opened.errors).toEqual([]);
});

const create = (Name: string, CallerReference: string) =>
  client.send(new CreateHostedZoneCommand({ Name, CallerReference, HostedZoneConfig: { Comment: 'c' } }));
const later = () => opened.clock.advance(60_000);
const text = { Name: 'a.example.org', Type: 'TXT', TTL: 60, ResourceRecords: [{ Value: '"x"' }] } as const;
const change = (HostedZoneId: string | undefined, Action: 'CREATE' | 'DELETE') => {
  const ResourceRecordSet = { ...text, ResourceRecords: [...text.ResourceRecords] };
  const ChangeBatch = { Changes: [{ Action, ResourceRecordSet }] };
  return client.send(new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch }));
};

it('a hosted zone is PENDING until the name servers know it', async () => {
  const { HostedZone, ChangeInfo, DelegationSet } = await create('Example.org', 'r-1');
  expect(HostedZone).toMatchObject({ Name: 'example.org.', CallerReference: 'r-1', ResourceRecordSetCount: 2 });
  expect(ChangeInfo?.Status).toBe('PENDING');
  expect(DelegationSet?.NameServers).toHaveLength(4);
  await later();
  const changed = await client.send(new GetChangeCommand({ Id: ChangeInfo?.Id }));
  expect(changed.ChangeInfo?.Status).toBe('INSYNC');
  const shown = await client.send(new GetHostedZoneCommand({ Id: HostedZone?.Id }));
  expect(shown.HostedZone?.Config).toEqual({ PrivateZone: false, Comment: 'c' });
  expect((await client.send(new GetHostedZoneCountCommand({}))).HostedZoneCount).toBe(1);
});

it('a hosted zone is deleted once only its own records are left', async () => {
  const { HostedZone: { Id } = {} } = await create('example.org', 'r-1');
  await later();
  await change(Id, 'CREATE');
  await expect(client.send(new DeleteHostedZoneCommand({ Id }))).rejects.toMatchObject({ name: 'HostedZoneNotEmpty' });
  await later();
  await change(Id, 'DELETE');
  const deleted = await client.send(new DeleteHostedZoneCommand({ Id }));
  expect(deleted.ChangeInfo?.Status).toBe('PENDING');
  await expect(client.send(new GetHostedZoneCommand({ Id }))).rejects.toMatchObject({ name: 'NoSuchHostedZone' });
});

const createCheck = async (CallerReference: string, HealthCheckConfig: HealthCheckConfig) => {
  const made = await client.send(new CreateHealthCheckCommand({ CallerReference, HealthCheckConfig }));
  return made.HealthCheck?.Id ?? '';
};

it('a health check is counted until it is deleted, which nothing may still refer to', async () => {
  const child = await createCheck('child', { Type: 'TCP', FullyQualifiedDomainName: 'a.org', Port: 80 });
  const parent = await createCheck('parent', { Type: 'CALCULATED', HealthThreshold: 1, ChildHealthChecks: [child] });
  const remove = (HealthCheckId: string) => client.send(new DeleteHealthCheckCommand({ HealthCheckId }));
  await expect(remove(child)).rejects.toMatchObject({ name: 'NotSimulated' });
  await later();
  await remove(parent);
  await remove(child);
  expect((await client.send(new GetHealthCheckCountCommand({}))).HealthCheckCount).toBe(0);
  await expect(client.send(new GetHealthCheckCommand({ HealthCheckId: child }))).rejects.toMatchObject({
    name: 'NoSuchHealthCheck',
  });
});

it.each([
  ['HostedZoneAlreadyExists', () => create('example.com', 'r-1')],
  ['InvalidDomainName', () => create('no spaces.org', 'r-2')],
  ['NoSuchHostedZone', () => client.send(new DeleteHostedZoneCommand({ Id: 'Z0NONE' }))],
  ['NoSuchHealthCheck', () => client.send(new DeleteHealthCheckCommand({ HealthCheckId: 'none' }))],
  [
    'NotSimulated',
    () => client.send(new CreateHostedZoneCommand({ Name: 'a.org', CallerReference: 'r', DelegationSetId: 'N1' })),
  ],
])('a request is answered with %s', async (name, ask) => {
  await create('example.org', 'r-1');
  await later();
  await expect(ask()).rejects.toMatchObject({ name });
});
