import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../src/services/events/pattern/pattern.ts';

const matches = (pattern: object, event: object): boolean => compilePattern(JSON.stringify(pattern))(event);

const alarm = {
  source: 'aws.cloudwatch',
  'detail-type': 'CloudWatch Alarm State Change',
  resources: ['arn:aws:cloudwatch:us-east-1:1:alarm:api-5xx', 'other'],
  detail: {
    alarmName: 'api-5xx',
    state: { value: 'ALARM' },
    count: 15,
    ip: '10.0.0.7',
    muted: null,
    ok: true,
    text: '',
  },
};

/** A field of detail against one entry of its list. */
type Row = readonly [field: string, entry: unknown, isMatch: boolean];

const rows: readonly Row[] = [
  ['alarmName', 'api-5xx', true],
  ['alarmName', 'API-5xx', false],
  ['count', 15, true],
  ['count', '15', false],
  ['ok', true, true],
  ['muted', null, true],
  ['count', null, false],
  ['text', '', true],
  ['text', null, false],
  ['alarmName', { prefix: 'api-' }, true],
  ['alarmName', { prefix: '5xx' }, false],
  ['alarmName', { prefix: { 'equals-ignore-case': 'API' } }, true],
  ['alarmName', { suffix: 'xx' }, true],
  ['alarmName', { suffix: { 'equals-ignore-case': '5XX' } }, true],
  ['alarmName', { suffix: 'api' }, false],
  ['count', { prefix: '1' }, false],
  ['alarmName', { 'equals-ignore-case': 'API-5XX' }, true],
  ['alarmName', { 'equals-ignore-case': 'api' }, false],
  ['alarmName', { wildcard: 'a*-*x' }, true],
  ['alarmName', { wildcard: '*' }, true],
  ['alarmName', { wildcard: 'a*y' }, false],
  ['alarmName', { wildcard: 'api\\*5xx' }, false],
  ['count', { numeric: ['=', 15] }, true],
  ['count', { numeric: ['>', 10, '<=', 15] }, true],
  ['count', { numeric: ['>', 15] }, false],
  ['count', { numeric: ['>=', 0, '<', 15] }, false],
  ['alarmName', { numeric: ['>', 0] }, false],
  ['alarmName', { exists: true }, true],
  ['alarmName', { exists: false }, false],
  ['absent', { exists: false }, true],
  ['absent', { exists: true }, false],
  ['muted', { exists: true }, true],
  ['state', { exists: true }, false],
  ['alarmName', { 'anything-but': 'other' }, true],
  ['alarmName', { 'anything-but': ['api-5xx', 'other'] }, false],
  ['count', { 'anything-but': [1, 2] }, true],
  ['count', { 'anything-but': 15 }, false],
  ['absent', { 'anything-but': 'other' }, false],
  ['alarmName', { 'anything-but': { prefix: 'api' } }, false],
  ['alarmName', { 'anything-but': { prefix: ['db', 'web'] } }, true],
  ['alarmName', { 'anything-but': { suffix: ['4xx', '5xx'] } }, false],
  ['alarmName', { 'anything-but': { 'equals-ignore-case': ['API-5XX'] } }, false],
  ['alarmName', { 'anything-but': { wildcard: '*-4*' } }, true],
  ['ip', { cidr: '10.0.0.0/24' }, true],
  ['ip', { cidr: '10.0.1.0/24' }, false],
  ['ip', { cidr: '0.0.0.0/0' }, true],
  ['ip', { cidr: '2001:db8::/32' }, false],
  ['alarmName', { cidr: '10.0.0.0/24' }, false],
];

describe('one field', () => {
  it.each(rows.map(([field, entry, isMatch]) => ({ field, entry: JSON.stringify(entry), isMatch })))(
    '$field against $entry: $isMatch',
    ({ field, entry, isMatch }) => {
      expect(matches({ detail: { [field]: [JSON.parse(entry)] } }, alarm)).toBe(isMatch);
    },
  );

  it('of IPv6 is told from another network', () => {
    const pattern = { ip: [{ cidr: '2001:db8::/33' }] };
    expect(matches(pattern, { ip: '2001:db8:7fff::1' })).toBe(true);
    expect(matches(pattern, { ip: '2001:db8:8000::1' })).toBe(false);
  });
});

describe('several fields', () => {
  it('must all match, and of one field one value', () => {
    const pattern = { source: ['aws.rds', 'aws.cloudwatch'], detail: { state: { value: ['ALARM'] } } };
    expect(matches(pattern, alarm)).toBe(true);
    expect(matches({ ...pattern, 'detail-type': ['Another'] }, alarm)).toBe(false);
  });

  it('match by one branch of $or, together with their neighbours', () => {
    const either = { $or: [{ count: [{ numeric: ['>', 100] }] }, { state: { value: ['ALARM'] } }] };
    expect(matches({ detail: either }, alarm)).toBe(true);
    expect(matches({ detail: { ...either, ok: [false] } }, alarm)).toBe(false);
    expect(matches({ $or: [{ source: ['x'] }, { source: ['y'] }] }, alarm)).toBe(false);
  });
});

describe('a list in the event', () => {
  it('matches by one of its elements', () => {
    expect(matches({ resources: [{ suffix: ':api-5xx' }] }, alarm)).toBe(true);
    expect(matches({ resources: ['none'] }, alarm)).toBe(false);
  });

  it('of objects matches when one object has all the fields', () => {
    const pattern = { list: { name: ['a'], size: [2] } };
    expect(matches(pattern, { list: [{ name: 'a', size: 2 }] })).toBe(true);
    expect(
      matches(pattern, {
        list: [
          { name: 'a', size: 1 },
          { name: 'b', size: 2 },
        ],
      }),
    ).toBe(false);
  });

  it('that is empty is as if it were not there', () => {
    expect(matches({ list: [{ exists: false }] }, { list: [] })).toBe(true);
    expect(matches({ list: { name: [{ exists: false }] } }, { list: [] })).toBe(true);
  });
});

it.each([
  { what: 'a text', pattern: '"x"' },
  { what: 'what is not JSON', pattern: '{' },
  { what: 'no field', pattern: '{}' },
  { what: 'a value without a list', pattern: '{"source":"aws.rds"}' },
  { what: 'an empty list', pattern: '{"source":[]}' },
  { what: 'an empty object', pattern: '{"detail":{}}' },
  { what: 'an operator that is not known', pattern: '{"a":[{"matches":"x"}]}' },
  { what: 'two operators in one', pattern: '{"a":[{"prefix":"x","suffix":"y"}]}' },
  { what: 'a prefix that is a number', pattern: '{"a":[{"prefix":1}]}' },
  { what: 'a prefix with another operator', pattern: '{"a":[{"prefix":{"wildcard":"x"}}]}' },
  { what: 'two wildcards side by side', pattern: '{"a":[{"wildcard":"x**"}]}' },
  { what: 'a backslash before a letter', pattern: '{"a":[{"wildcard":"x\\\\n"}]}' },
  { what: 'a range that is upside down', pattern: '{"a":[{"numeric":[">",5,"<",1]}]}' },
  { what: 'a range of two lower bounds', pattern: '{"a":[{"numeric":[">",1,">",5]}]}' },
  { what: 'a bound that is too far', pattern: '{"a":[{"numeric":["<",6e9]}]}' },
  { what: 'a sign that is not known', pattern: '{"a":[{"numeric":["!=",1]}]}' },
  { what: 'a list of texts and numbers that is not wanted', pattern: '{"a":[{"anything-but":["x",1]}]}' },
  { what: 'anything but nothing', pattern: '{"a":[{"anything-but":[]}]}' },
  { what: 'anything but an operator that it does not take', pattern: '{"a":[{"anything-but":{"numeric":[">",1]}}]}' },
  { what: 'existence as a text', pattern: '{"a":[{"exists":"true"}]}' },
  { what: 'a network without a length', pattern: '{"a":[{"cidr":"10.0.0.0"}]}' },
  { what: 'a network that is too long', pattern: '{"a":[{"cidr":"10.0.0.0/33"}]}' },
  { what: 'one alternative', pattern: '{"$or":[{"a":[1]}]}' },
  { what: 'more than 4,096 characters', pattern: JSON.stringify({ a: ['x'.repeat(4096)] }) },
])('a pattern is refused for $what', ({ pattern }) => {
  expect(() => compilePattern(pattern)).toThrow(expect.objectContaining({ code: 'InvalidEventPatternException' }));
});
