import { describe, expect, it } from 'vitest';
import { recordSetGrants } from '../../deployment/record-sets.ts';
import { having, moving, record, stages } from './plans/good-plan.ts';

const values = (value: string) => ({ values: [value], ttl: '60s' });

describe('the right to rewrite records', () => {
  it.each([
    { what: 'one CNAME', step: record, types: ['CNAME'] },
    {
      what: 'an alias with IPv6 and HTTPS beside it',
      step: having(record, {
        from: { alias: 'orders.us-west-2.elb.amazonaws.com', aliasZone: 'Z1' },
        to: { alias: 'orders-dr.us-east-1.elb.amazonaws.com', aliasZone: 'Z2' },
        also: [
          { type: 'HTTPS', from: values('1 . ipv4hint=192.0.2.1'), to: 'nothing' },
          { type: 'AAAA', from: values('2001:db8::1'), to: values('2001:db8::2') },
        ],
      }),
      types: ['A', 'AAAA', 'HTTPS'],
    },
  ])('is for the types of $what, and no others', ({ step, types }) => {
    const [grant, ...others] = recordSetGrants([{ ...moving({ ...stages, traffic: [step] }), hash: 'h' }]);
    expect(others).toEqual([]);
    expect(grant?.Condition).toMatchObject({
      'ForAllValues:StringEquals': { 'route53:ChangeResourceRecordSetsRecordTypes': types },
    });
  });
});
