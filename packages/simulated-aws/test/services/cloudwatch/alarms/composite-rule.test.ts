import type { StateValue } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { AwsFault } from '../../../../src/call.ts';
import { parseRule } from '../../../../src/services/cloudwatch/alarms/composite-rule.ts';

const states: Readonly<Record<string, StateValue>> = {
  bad: 'ALARM',
  well: 'OK',
  silent: 'INSUFFICIENT_DATA',
  'two words': 'ALARM',
  'a (strange) "name"': 'ALARM',
};
const isTrue = (rule: string) => parseRule(rule).isTrue((name) => states[name]);

describe('an alarm rule', () => {
  it.each([
    ['TRUE', true],
    ['FALSE', false],
    ['NOT FALSE', true],
    ['NOT NOT TRUE', true],
    ['ALARM(bad)', true],
    ['  ALARM ( bad )  ', true],
    ['ALARM(well)', false],
    ['OK(well)', true],
    ['INSUFFICIENT_DATA(silent)', true],
    ['ALARM("bad")', true],
    [`ALARM('bad')`, true],
    ['ALARM("two words")', true],
    [String.raw`ALARM("a (strange) \"name\"")`, true],
    ['ALARM(arn:aws:cloudwatch:us-east-1:123456789012:alarm:bad)', true],
    ['ALARM("arn:aws:cloudwatch:us-east-1:123456789012:alarm:two words")', true],
    ['ALARM(bad) AND ALARM(well)', false],
    ['ALARM(bad) OR ALARM(well)', true],
    ['TRUE OR FALSE AND FALSE', true],
    ['(TRUE OR FALSE) AND FALSE', false],
    ['NOT TRUE OR TRUE', true],
    ['NOT (TRUE OR TRUE)', false],
    ['NOT FALSE AND FALSE', false],
    ['ALARM(gone)', false],
  ])('%s is %s', (rule, expected) => {
    expect(isTrue(rule)).toBe(expected);
  });

  it('names each child once, by its name', () => {
    const { children } = parseRule('ALARM(bad) AND (OK("bad") OR ALARM(arn:aws:cloudwatch:us-east-1:1:alarm:well))');
    expect(children).toEqual(['bad', 'well']);
  });

  const names = (count: number) => Array.from({ length: count }, (_, index) => `ALARM(a${index})`).join(' OR ');
  it.each([
    ['nothing', ''],
    ['an open parenthesis', '(TRUE'],
    ['a parenthesis too many', 'TRUE)'],
    ['two elements side by side', 'TRUE TRUE'],
    ['an operator at its end', 'TRUE AND'],
    ['an alarm without a name', 'ALARM()'],
    ['an open quote', 'ALARM("bad)'],
    ['a state unknown', 'BROKEN(bad)'],
    ['a name alone', 'bad'],
    ['101 alarms', names(101)],
    ['501 elements', Array.from({ length: 501 }, () => 'TRUE').join(' OR ')],
    ['10,241 characters', `TRUE${' '.repeat(10_237)}`],
  ])('with %s is refused', (_, rule) => {
    expect(() => parseRule(rule)).toThrow(AwsFault);
  });

  it('may have 100 alarms and 500 elements', () => {
    expect(parseRule(names(100)).children).toHaveLength(100);
    expect(isTrue(Array.from({ length: 500 }, () => 'FALSE').join(' OR '))).toBe(false);
  });
});
