import { describe, expect, it } from 'vitest';
import { codeOf } from '../test-world.ts';
import { cname, createSetting, zoneId } from './setting.ts';

const west = cname('app.harbour.dev', 'west.elb.amazonaws.com');
const east = cname('app.harbour.dev', 'east.elb.amazonaws.com');

const changeId = (answer: object): string => {
  const text = JSON.stringify(answer);
  return /\/change\/C[0-9A-F]+/.exec(text)?.[0] ?? '';
};

const createZone = (settings?: Parameters<typeof createSetting>[0]) => {
  const setting = createSetting(settings);
  setting.route53.addRecord(zoneId, { ...west, Name: 'app.harbour.dev', Type: 'CNAME' });
  const target = () => setting.route53.resolver.resolve('app.harbour.dev')[0]?.value;
  const upsert = (record = east) => setting.change({ Action: 'UPSERT', ResourceRecordSet: record });
  return { ...setting, target, upsert };
};

describe('a change that was accepted', () => {
  it('is PENDING, listed at once, and not yet answered by the name servers', async () => {
    const { ask, pass, target, upsert } = createZone();
    const id = changeId(await upsert());
    await pass(29);
    expect(await ask('GetChange', { Id: id })).toMatchObject({ ChangeInfo: { Id: id, Status: 'PENDING' } });
    expect(JSON.stringify(await ask('ListResourceRecordSets', { HostedZoneId: zoneId }))).toContain('east.elb');
    expect(target()).toBe('west.elb.amazonaws.com');
  });

  it('is INSYNC and answered within a minute', async () => {
    const { ask, pass, target, upsert } = createZone();
    const id = changeId(await upsert());
    await pass(60);
    expect(await ask('GetChange', { Id: id.replace('/change/', '') })).toMatchObject({
      ChangeInfo: { Status: 'INSYNC' },
    });
    expect(target()).toBe('east.elb.amazonaws.com');
  });

  it('does not overtake an earlier one of the same zone', async () => {
    const { ask, pass, target, upsert } = createZone();
    for (let round = 0; round < 20; round += 1) {
      const first = changeId(await upsert(west));
      await pass(1);
      const second = changeId(await upsert(east));
      for (let second_ = 0; second_ < 61; second_ += 1) {
        await pass(1);
        const statusOf = async (Id: string) => JSON.stringify(await ask('GetChange', { Id }));
        const isFirstPending = (await statusOf(first)).includes('PENDING');
        if (isFirstPending) expect(await statusOf(second)).toContain('PENDING');
      }
      expect(target()).toBe('east.elb.amazonaws.com');
    }
  });

  it('is told to onlookers twice: when it is accepted and when all name servers have it', async () => {
    const { told, pass, upsert } = createZone();
    await upsert();
    await pass(60);
    expect(told).toMatchObject([
      { kind: 'resource', resource: 'harbour.dev.', status: 'PENDING' },
      { kind: 'resource', resource: 'harbour.dev.', status: 'INSYNC' },
    ]);
  });
});

describe('the limits of the control plane', () => {
  it('refuse a change while the one before is still being worked on, in the same zone only', async () => {
    const zone = createZone({ processingSeconds: 0.3 });
    zone.route53.addZone({ id: 'Z2', name: 'example.org' });
    await zone.upsert();
    expect(await codeOf(zone.upsert())).toBe('PriorRequestNotComplete');
    const other = {
      HostedZoneId: 'Z2',
      ChangeBatch: { Changes: [{ Action: 'UPSERT', ResourceRecordSet: cname('a.example.org', 'b') }] },
    };
    expect(await zone.ask('ChangeResourceRecordSets', other)).toMatchObject({ ChangeInfo: { Status: 'PENDING' } });
    await zone.pass(0.3);
    expect(await zone.upsert()).toMatchObject({ ChangeInfo: { Status: 'PENDING' } });
  });

  it('throttle the sixth request within a second, whatever it asks', async () => {
    const { ask, pass } = createZone({});
    for (let request = 0; request < 5; request += 1) await ask('ListHostedZones');
    expect(await codeOf(ask('GetHostedZone', { Id: zoneId }))).toBe('Throttling');
    await pass(1);
    expect(await ask('GetHostedZone', { Id: zoneId })).toMatchObject({ HostedZone: { Name: 'harbour.dev.' } });
  });

  it('refuse a batch of more than a thousand records, where UPSERT counts twice', async () => {
    const { change } = createZone();
    const many = Array.from({ length: 501 }, (_, index) => ({
      Action: 'UPSERT' as const,
      ResourceRecordSet: cname(`n${index}.harbour.dev`, 'x'),
    }));
    expect(await codeOf(change(...many))).toBe('InvalidChangeBatch');
    expect(await change(...many.slice(1))).toMatchObject({ ChangeInfo: { Status: 'PENDING' } });
  });

  it.each([
    { call: 'GetChange', input: { Id: 'C1' }, code: 'NoSuchChange' },
    { call: 'ListResourceRecordSets', input: { HostedZoneId: 'Z9' }, code: 'NoSuchHostedZone' },
    { call: 'ListResourceRecordSets', input: { HostedZoneId: zoneId, StartRecordType: 'A' }, code: 'InvalidInput' },
    { call: 'GetHealthCheck', input: { HealthCheckId: 'none' }, code: 'NoSuchHealthCheck' },
  ])('answer $code to $call of what is not there', async ({ call, input, code }) => {
    expect(await codeOf(createZone().ask(call, input))).toBe(code);
  });
});
