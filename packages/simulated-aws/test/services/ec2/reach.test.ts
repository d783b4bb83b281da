import { describe, expect, it } from 'vitest';
import { createReach, type Guarded } from '../../../src/services/ec2/reach.ts';
import type { Standing, Vpc } from '../../../src/services/ec2/vpc.ts';
import { addVpc, createVpcs } from '../../../src/services/ec2/vpcs.ts';

const region = 'us-east-1';
const bare: Vpc = { id: 'vpc-own', region, subnets: [], securityGroups: ['sg-work'] };
const far: Vpc = { ...bare, id: 'vpc-far', region: 'us-west-2', endpoints: ['com.amazonaws.us-west-2.rds'] };
const other: Vpc = { ...bare, id: 'vpc-other' };

const inside = (vpc: Vpc, ...securityGroups: readonly string[]): Standing => ({ vpc, securityGroups });
const outside: Standing = { vpc: undefined, securityGroups: [] };
const open = [{ from: undefined }];
const privateIn = (vpc: Vpc | undefined, groups: Guarded['groups'] = open): Guarded => ({
  vpc,
  isPublic: false,
  groups,
});
const publicIn = (vpc: Vpc, groups: Guarded['groups'] = open): Guarded => ({ vpc, isPublic: true, groups });

const vpcs = createVpcs({ vpcs: [bare, far, other] });

describe('a database', () => {
  const reaches = (standing: Standing, guarded: Guarded) => createReach(vpcs, () => guarded)(standing, 'db');

  it.each([
    { who: 'nobody outside', standing: outside, guarded: privateIn(bare), is: false },
    { who: 'whoever is in its VPC', standing: inside(bare), guarded: privateIn(bare), is: true },
    { who: 'nobody of another VPC', standing: inside(other), guarded: privateIn(bare), is: false },
    { who: 'nobody, when it is in no VPC', standing: inside(bare), guarded: privateIn(undefined), is: false },
    {
      who: 'nobody by a NAT gateway',
      standing: inside({ ...other, hasNat: true }),
      guarded: privateIn(bare),
      is: false,
    },
    {
      who: 'whoever is in a VPC that is peered with its own',
      standing: inside({ ...other, peers: ['vpc-own'] }),
      guarded: privateIn(bare),
      is: true,
    },
    {
      who: 'the same, when the peering is told of the other side',
      standing: inside(other),
      guarded: privateIn({ ...bare, peers: ['vpc-other'] }),
      is: true,
    },
    { who: 'nobody past its groups', standing: inside(bare, 'sg-work'), guarded: privateIn(bare, []), is: false },
    {
      who: 'nobody but the group that it lets in',
      standing: inside(bare, 'sg-work'),
      guarded: privateIn(bare, [{ from: ['sg-app'] }]),
      is: false,
    },
    {
      who: 'the group that it lets in',
      standing: inside(bare, 'sg-work'),
      guarded: privateIn(bare, [{ from: ['sg-app'] }, { from: ['sg-work'] }]),
      is: true,
    },
    {
      who: 'no group of a VPC in another Region',
      standing: inside({ ...far, peers: ['vpc-own'] }, 'sg-work'),
      guarded: privateIn(bare, [{ from: ['sg-work'] }]),
      is: false,
    },
  ])('that is private is reached by $who', ({ standing, guarded, is }) => {
    expect(reaches(standing, guarded)).toBe(is);
  });

  it.each([
    { who: 'whoever is outside', standing: outside, guarded: publicIn(bare), is: true },
    { who: 'nobody past its groups', standing: outside, guarded: publicIn(bare, []), is: false },
    {
      who: 'no stranger, when it lets a group in',
      standing: outside,
      guarded: publicIn(bare, [{ from: ['sg-work'] }]),
      is: false,
    },
    { who: 'no other VPC without a NAT gateway', standing: inside(other), guarded: publicIn(bare), is: false },
    { who: 'another VPC with one', standing: inside({ ...other, hasNat: true }), guarded: publicIn(bare), is: true },
  ])('that is public is reached by $who', ({ standing, guarded, is }) => {
    expect(reaches(standing, guarded)).toBe(is);
  });
});

describe('what is public', () => {
  const reaches = (standing: Standing, host: string) => createReach(vpcs, () => undefined)(standing, host);
  const withRds = { ...bare, endpoints: ['com.amazonaws.us-east-1.rds'] };

  it.each([
    { standing: outside, host: 'rds.us-west-2.amazonaws.com', is: true },
    { standing: inside(bare), host: 'rds.us-east-1.amazonaws.com', is: false },
    { standing: inside({ ...bare, hasNat: true }), host: 'rds.us-east-1.amazonaws.com', is: true },
    { standing: inside(withRds), host: 'rds.us-east-1.amazonaws.com', is: true },
    { standing: inside(withRds), host: 'rds.us-west-2.amazonaws.com', is: false },
    { standing: inside(withRds), host: 'monitoring.us-east-1.amazonaws.com', is: false },
    { standing: inside({ ...bare, peers: ['vpc-far'] }), host: 'rds.us-west-2.amazonaws.com', is: true },
    { standing: inside({ ...bare, peers: ['vpc-gone'] }), host: 'rds.us-west-2.amazonaws.com', is: false },
    { standing: inside(withRds), host: 'app.example.com', is: false },
    { standing: inside({ ...bare, hasNat: true }), host: 'app.example.com', is: true },
    { standing: outside, host: 'app.example.com', is: true },
  ])('is reached: $is, at $host', ({ standing, host, is }) => {
    expect(reaches(standing, host)).toBe(is);
  });
});

describe('a VPC', () => {
  const add = (...specs: readonly Vpc[]) => {
    const store = { vpcs: [] };
    for (const spec of specs) addVpc(store, spec);
  };

  it.each([
    { specs: [bare, bare], says: 'There is a VPC vpc-own already.' },
    {
      specs: [
        { ...bare, isDefault: true },
        { ...other, isDefault: true },
      ],
      says: 'There is a default VPC in us-east-1 already.',
    },
    {
      specs: [{ ...bare, endpoints: ['com.amazonaws.us-west-2.rds'] }],
      says: 'cannot have the endpoint com.amazonaws.us-west-2.rds',
    },
    { specs: [{ ...bare, endpoints: ['rds'] }], says: 'cannot have the endpoint rds' },
  ])('is refused: $says', ({ specs, says }) => {
    expect(() => add(...specs)).toThrow(says);
  });

  it('may have an endpoint of another Region for the services that AWS lets be reached so', () => {
    expect(() => add({ ...bare, endpoints: ['com.amazonaws.us-west-2.lambda'] })).not.toThrow();
  });
});
