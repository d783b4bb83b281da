import { describe, expect, it } from 'vitest';
import { holds } from '../../src/identity/conditions.ts';

const machine = 'arn:aws:states:us-east-1:111122223333:stateMachine:recover';
const keys = {
  'aws:requestedregion': ['us-east-1'],
  'aws:securetransport': ['true'],
  'aws:sourcearn': [machine],
  'aws:sourceaccount': [],
  'aws:tagkeys': ['run', 'plan'],
  'aws:currenttime': ['2026-01-05T03:00:00.000Z'],
  'aws:epochtime': ['1767582000'],
  's3:max-keys': ['10'],
  'x:empty': [''],
  'x:words': ['now'],
};

/** `isAbsentTrue`: what becomes of it when the request does not carry the key. */
const truths = [
  { operator: 'StringEquals', key: 'aws:RequestedRegion', yes: 'us-east-1', no: 'US-EAST-1', isAbsentTrue: false },
  { operator: 'StringNotEquals', key: 'aws:RequestedRegion', yes: 'us-*', no: 'us-east-1', isAbsentTrue: true },
  { operator: 'StringEqualsIgnoreCase', key: 'aws:RequestedRegion', yes: 'US-East-1', no: 'us', isAbsentTrue: false },
  {
    operator: 'StringNotEqualsIgnoreCase',
    key: 'aws:RequestedRegion',
    yes: 'us',
    no: 'US-East-1',
    isAbsentTrue: true,
  },
  { operator: 'StringLike', key: 'aws:RequestedRegion', yes: 'us-?ast-*', no: 'us-e', isAbsentTrue: false },
  { operator: 'StringNotLike', key: 'aws:RequestedRegion', yes: 'eu-*', no: 'us-*', isAbsentTrue: true },
  { operator: 'ArnEquals', key: 'aws:SourceArn', yes: 'arn:aws:states:*:*:*', no: 'arn:*', isAbsentTrue: false },
  { operator: 'ArnLike', key: 'aws:SourceArn', yes: `${machine}*`, no: 'arn:aws:sns:*:*:*', isAbsentTrue: false },
  { operator: 'ArnNotEquals', key: 'aws:SourceArn', yes: 'arn:aws:sns:*:*:*', no: machine, isAbsentTrue: true },
  { operator: 'ArnNotLike', key: 'aws:SourceArn', yes: 'arn:*', no: 'arn:aws:states:*:*:*', isAbsentTrue: true },
  { operator: 'Bool', key: 'aws:SecureTransport', yes: 'True', no: 'false', isAbsentTrue: false },
  { operator: 'NumericEquals', key: 's3:max-keys', yes: '10.0', no: '1', isAbsentTrue: false },
  { operator: 'NumericNotEquals', key: 's3:max-keys', yes: '11', no: '10', isAbsentTrue: true },
  { operator: 'NumericLessThan', key: 's3:max-keys', yes: '11', no: '10', isAbsentTrue: false },
  { operator: 'NumericLessThanEquals', key: 's3:max-keys', yes: '10', no: '9', isAbsentTrue: false },
  { operator: 'NumericGreaterThan', key: 's3:max-keys', yes: '9', no: '10', isAbsentTrue: false },
  { operator: 'NumericGreaterThanEquals', key: 's3:max-keys', yes: '10', no: '11', isAbsentTrue: false },
  {
    operator: 'DateEquals',
    key: 'aws:CurrentTime',
    yes: '2026-01-05T03:00:00Z',
    no: '2026-01-05',
    isAbsentTrue: false,
  },
  { operator: 'DateNotEquals', key: 'aws:CurrentTime', yes: '2026-01-05', no: '1767582000', isAbsentTrue: true },
  { operator: 'DateLessThan', key: 'aws:CurrentTime', yes: '2026-01-06', no: '2026-01-05', isAbsentTrue: false },
  { operator: 'DateLessThanEquals', key: 'aws:EpochTime', yes: '1767582000', no: '2026-01-05', isAbsentTrue: false },
  { operator: 'DateGreaterThan', key: 'aws:CurrentTime', yes: '2026-01-05', no: '2026-01-06', isAbsentTrue: false },
  {
    operator: 'DateGreaterThanEquals',
    key: 'aws:CurrentTime',
    yes: '2026-01-05T03:00:00Z',
    no: '2027-01-01',
    isAbsentTrue: false,
  },
];

const absent = 'aws:SourceAccount';

describe.each(truths)('$operator', ({ operator, key, yes, no, isAbsentTrue }) => {
  const isTrue = (name: string, wanted: string[], of = key) => holds({ [name]: { [of]: wanted } }, keys);
  const isNegated = operator.includes('Not');

  it('is true of what it wants and false of the rest', () => {
    expect([isTrue(operator, [yes]), isTrue(operator, [no])]).toEqual([true, false]);
  });

  it('takes several values for alternatives, and when negated for none of them', () => {
    expect([isTrue(operator, [no, yes]), isTrue(operator, [yes, no])]).toEqual([!isNegated, !isNegated]);
  });

  it('of a key that the request does not carry is true only when negated, or with IfExists', () => {
    expect([isTrue(operator, [yes], absent), isTrue(operator, [no], absent)]).toEqual([isAbsentTrue, isAbsentTrue]);
    expect([isTrue(`${operator}IfExists`, [yes], absent), isTrue(`${operator}IfExists`, [no], absent)]).toEqual([
      true,
      true,
    ]);
    expect([isTrue(`${operator}IfExists`, [yes]), isTrue(`${operator}IfExists`, [no])]).toEqual([true, false]);
  });

  it('of a set asks all values or any, and of none is true or false', () => {
    expect([isTrue(`ForAllValues:${operator}`, [yes]), isTrue(`ForAllValues:${operator}`, [no])]).toEqual([
      true,
      false,
    ]);
    expect([isTrue(`ForAnyValue:${operator}`, [yes]), isTrue(`ForAnyValue:${operator}`, [no])]).toEqual([true, false]);
    expect([
      isTrue(`ForAllValues:${operator}`, [no], absent),
      isTrue(`ForAnyValue:${operator}`, [yes], absent),
      isTrue(`ForAnyValue:${operator}IfExists`, [no], absent),
    ]).toEqual([true, false, true]);
  });
});

it.each([
  { operator: 'ForAllValues:StringEquals', wanted: ['run', 'plan', 'owner'], isTrue: true },
  { operator: 'ForAllValues:StringEquals', wanted: ['run'], isTrue: false },
  { operator: 'ForAnyValue:StringEquals', wanted: ['run'], isTrue: true },
  { operator: 'ForAnyValue:StringEquals', wanted: ['owner'], isTrue: false },
  { operator: 'ForAllValues:StringNotEquals', wanted: ['owner'], isTrue: true },
  { operator: 'ForAllValues:StringNotEquals', wanted: ['run'], isTrue: false },
  { operator: 'ForAnyValue:StringNotEquals', wanted: ['run'], isTrue: true },
  { operator: 'ForAnyValue:StringNotEquals', wanted: ['run', 'plan'], isTrue: false },
  { operator: 'ForAnyValue:StringLike', wanted: ['pl*'], isTrue: true },
])('takes $operator of run and plan with $wanted for $isTrue', ({ operator, wanted, isTrue }) => {
  expect(holds({ [operator]: { 'aws:TagKeys': wanted } }, keys)).toBe(isTrue);
});

it.each<{ what: string; condition: Record<string, Record<string, string[]>>; isTrue: boolean }>([
  {
    what: 'all values of an empty text',
    condition: { 'ForAllValues:StringEquals': { 'x:empty': ['a'] } },
    isTrue: true,
  },
  { what: 'any value of an empty text', condition: { 'ForAnyValue:StringLike': { 'x:empty': ['*'] } }, isTrue: false },
  { what: 'a text as a number', condition: { NumericLessThan: { 'x:words': ['9'] } }, isTrue: false },
  { what: 'a text that is not that number', condition: { NumericNotEquals: { 'x:words': ['9'] } }, isTrue: true },
  { what: 'a tag that is not there', condition: { StringLike: { 'aws:ResourceTag/run': ['*'] } }, isTrue: false },
  { what: 'Null of what is not there', condition: { Null: { 'aws:ResourceTag/run': ['true'] } }, isTrue: true },
  { what: 'Null of what is there', condition: { Null: { 'aws:RequestedRegion': ['true'] } }, isTrue: false },
  { what: 'not Null of what is there', condition: { Null: { 'aws:RequestedRegion': ['false'] } }, isTrue: true },
])('takes $what for $isTrue', ({ condition, isTrue }) => {
  expect(holds(condition, keys)).toBe(isTrue);
});

it.each<{ what: string; condition: Record<string, Record<string, string[]>> }>([
  { what: 'operator', condition: { StringMatches: { 'aws:RequestedRegion': ['x'] } } },
  { what: 'operator of addresses', condition: { IpAddress: { 'aws:RequestedRegion': ['10.0.0.0/8'] } } },
  { what: 'operator that Null with IfExists would be', condition: { NullIfExists: { 'aws:TagKeys': ['true'] } } },
  { what: 'operator that every object has', condition: { toString: { 'aws:TagKeys': ['true'] } } },
  { what: 'key', condition: { StringEquals: { 'aws:PrincipalOrgID': ['o-1'] } } },
  { what: 'key even where it may be absent', condition: { StringEqualsIfExists: { 'aws:SourceIp': ['10.0.0.1'] } } },
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
