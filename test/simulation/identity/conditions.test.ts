import { expect, it } from 'vitest';
import { holds } from '../../../simulation/identity/conditions.ts';

const keys = {
  'aws:requestedregion': ['us-east-1'],
  'aws:securetransport': ['true'],
  'aws:sourcearn': ['arn:aws:states:us-east-1:111122223333:stateMachine:recover'],
  'aws:tagkeys': ['run', 'plan'],
  'aws:resourcetag/run': [],
};

it.each([
  { operator: 'StringEquals', key: 'aws:RequestedRegion', wanted: ['us-west-2', 'us-east-1'], isTrue: true },
  { operator: 'StringEquals', key: 'aws:RequestedRegion', wanted: ['US-EAST-1'], isTrue: false },
  { operator: 'StringEquals', key: 'aws:RequestedRegion', wanted: ['us-*'], isTrue: false },
  { operator: 'StringLike', key: 'aws:RequestedRegion', wanted: ['us-*'], isTrue: true },
  { operator: 'StringLike', key: 'aws:ResourceTag/run', wanted: ['*'], isTrue: false },
  { operator: 'ArnLike', key: 'aws:SourceArn', wanted: ['arn:aws:states:*:111122223333:stateMachine:*'], isTrue: true },
  {
    operator: 'ArnEquals',
    key: 'aws:SourceArn',
    wanted: ['arn:aws:states:*:222222222222:stateMachine:*'],
    isTrue: false,
  },
  { operator: 'Bool', key: 'aws:SecureTransport', wanted: ['True'], isTrue: true },
  { operator: 'Bool', key: 'aws:SecureTransport', wanted: ['false'], isTrue: false },
  { operator: 'Null', key: 'aws:ResourceTag/run', wanted: ['true'], isTrue: true },
  { operator: 'Null', key: 'aws:ResourceTag/run', wanted: ['false'], isTrue: false },
  { operator: 'Null', key: 'aws:RequestedRegion', wanted: ['false'], isTrue: true },
  { operator: 'ForAllValues:StringEquals', key: 'aws:TagKeys', wanted: ['run', 'plan', 'owner'], isTrue: true },
  { operator: 'ForAllValues:StringEquals', key: 'aws:TagKeys', wanted: ['run'], isTrue: false },
  { operator: 'ForAllValues:StringEquals', key: 'aws:ResourceTag/run', wanted: ['x'], isTrue: true },
  { operator: 'ForAnyValue:StringEquals', key: 'aws:TagKeys', wanted: ['run'], isTrue: true },
  { operator: 'ForAnyValue:StringLike', key: 'aws:TagKeys', wanted: ['pl*'], isTrue: true },
  { operator: 'ForAnyValue:StringLike', key: 'aws:ResourceTag/run', wanted: ['*'], isTrue: false },
])('takes $operator of $key with $wanted for $isTrue', ({ operator, key, wanted, isTrue }) => {
  expect(holds({ [operator]: { [key]: wanted } }, keys)).toBe(isTrue);
});

it.each([
  { what: 'operator', condition: { StringNotEquals: { 'aws:RequestedRegion': ['x'] } } },
  { what: 'operator with IfExists', condition: { StringEqualsIfExists: { 'aws:RequestedRegion': ['x'] } } },
  { what: 'operator of a set', condition: { 'ForAllValues:ArnLike': { 'aws:SourceArn': ['*'] } } },
  { what: 'key', condition: { StringEquals: { 'aws:PrincipalOrgID': ['o-1'] } } },
  { what: 'operator for a key of several values', condition: { StringEquals: { 'aws:TagKeys': ['run'] } } },
  { what: 'value of Null', condition: { Null: { 'aws:TagKeys': ['perhaps'] } } },
])('refuses an unknown $what by name', ({ condition }) => {
  expect(() => holds(condition, keys)).toThrow(/^NotSimulated: condition/);
});

it('refuses an unknown key even beside a condition that is already false', () => {
  const condition = { StringEquals: { 'aws:RequestedRegion': ['us-west-2'], 'aws:Unknown': ['x'] } };
  expect(() => holds(condition, keys)).toThrow('NotSimulated: condition key aws:Unknown');
});

it('wants every operator and every key to hold, and holds without any', () => {
  expect(holds(undefined, keys)).toBe(true);
  const half = { StringEquals: { 'aws:RequestedRegion': ['us-east-1'] }, Bool: { 'aws:SecureTransport': ['false'] } };
  expect(holds(half, keys)).toBe(false);
});
