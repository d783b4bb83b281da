import { describe, expect, it } from 'vitest';
import { readHost } from '../../src/wire/hosts.ts';
import { createAnsweringWire } from './answering-wire.ts';

describe('readHost', () => {
  it.each([
    { host: 'rds.us-west-2.amazonaws.com', named: { service: 'rds', region: 'us-west-2' } },
    { host: 'monitoring.ap-southeast-1.amazonaws.com:443', named: { service: 'monitoring', region: 'ap-southeast-1' } },
    { host: 'logs.us-gov-west-1.amazonaws.com', named: { service: 'logs', region: 'us-gov-west-1' } },
    { host: 'route53.amazonaws.com', named: { service: 'route53', region: 'us-east-1' } },
    { host: 'sts.amazonaws.com', named: { service: 'sts', region: 'us-east-1' } },
    { host: 's3.us-west-2.amazonaws.com', named: { service: 's3', region: 'us-west-2' } },
    { host: 's3-us-west-2.amazonaws.com', named: { service: 's3', region: 'us-west-2' } },
    { host: 'a.b.s3.us-west-2.amazonaws.com', named: { service: 's3', region: 'us-west-2', bucket: 'a.b' } },
    { host: 'records.s3.amazonaws.com', named: { service: 's3', region: 'us-east-1', bucket: 'records' } },
    { host: '127.0.0.1:8080', named: undefined },
    { host: 'rds.us-west-2.amazonaws.com.example.org', named: undefined },
    { host: 'harbour-prod.abc.us-west-2.rds.amazonaws.com', named: undefined },
  ])('reads $host', ({ host, named }) => {
    expect(readHost(host)).toEqual(named);
  });
});

describe('the hosts of a wire', () => {
  it('are those of the services offered, the global ones only where they live', () => {
    const { wire } = createAnsweringWire();
    const west = wire.hostsFor('us-west-2');
    expect(west).toContain('rds.us-west-2.amazonaws.com');
    expect(west).toContain('s3.us-west-2.amazonaws.com');
    expect(west.filter((host) => !host.includes('us-west-2'))).toEqual([]);
    expect(west.some((host) => host.includes('route53'))).toBe(false);
    const east = wire.hostsFor('us-east-1');
    expect(east).toEqual(
      expect.arrayContaining([
        'route53.amazonaws.com',
        'sts.amazonaws.com',
        's3.amazonaws.com',
        'rds.us-east-1.amazonaws.com',
      ]),
    );
  });

  it('lead back to the service and Region that they were made for', () => {
    const { wire } = createAnsweringWire();
    for (const region of ['us-east-1', 'eu-west-3'])
      for (const host of [...wire.hostsFor(region), ...wire.bucketHostsFor('records', region)])
        expect(readHost(host)?.region, host).toBe(region);
  });

  it('name a bucket in its own Region', () => {
    const { wire } = createAnsweringWire();
    expect(wire.bucketHostsFor('records', 'us-west-2')).toEqual(['records.s3.us-west-2.amazonaws.com']);
    expect(wire.bucketHostsFor('records', 'us-east-1')).toEqual([
      'records.s3.us-east-1.amazonaws.com',
      'records.s3.amazonaws.com',
    ]);
  });
});
