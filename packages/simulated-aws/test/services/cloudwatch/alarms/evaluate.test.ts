import type { ComparisonOperator, StateValue } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import type { MetricRule } from '../../../../src/services/cloudwatch/alarms/alarm.ts';
import { evaluate } from '../../../../src/services/cloudwatch/alarms/evaluate.ts';

const rule = (change: Partial<MetricRule>): MetricRule => ({
  key: { namespace: 'Mainsail', name: 'Bad', dimensions: {} },
  statistic: 'Sum',
  periodSeconds: 300,
  evaluationPeriods: 3,
  datapointsToAlarm: 3,
  threshold: 5,
  operator: 'GreaterThanThreshold',
  missingData: 'missing',
  ...change,
});

const values: Readonly<Record<string, number | undefined>> = { '0': 1, X: 9, '-': undefined };
const read = (row: string) => row.split(' ').map((mark) => values[mark]);

const states: readonly StateValue[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];
const none = 'INSUFFICIENT_DATA';

/** The tables of docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html; `stays`: retain current state. */
const tables = [
  { of: 3, row: '0 - X - X', missing: 'OK', ignore: 'OK', breaching: 'OK', notBreaching: 'OK' },
  { of: 3, row: '0 - - - -', missing: 'OK', ignore: 'OK', breaching: 'OK', notBreaching: 'OK' },
  { of: 3, row: '- - - - -', missing: none, ignore: 'stays', breaching: 'ALARM', notBreaching: 'OK' },
  { of: 3, row: '0 X X - X', missing: 'ALARM', ignore: 'ALARM', breaching: 'ALARM', notBreaching: 'ALARM' },
  { of: 3, row: '- - X - -', missing: 'ALARM', ignore: 'stays', breaching: 'ALARM', notBreaching: 'OK' },
  { of: 2, row: '0 - X - X', missing: 'ALARM', ignore: 'ALARM', breaching: 'ALARM', notBreaching: 'ALARM' },
  { of: 2, row: '0 0 X 0 X', missing: 'ALARM', ignore: 'ALARM', breaching: 'ALARM', notBreaching: 'ALARM' },
  { of: 2, row: '0 - X - -', missing: 'OK', ignore: 'OK', breaching: 'ALARM', notBreaching: 'OK' },
  { of: 2, row: '- - - - 0', missing: 'OK', ignore: 'OK', breaching: 'ALARM', notBreaching: 'OK' },
  { of: 2, row: '- - - X -', missing: 'ALARM', ignore: 'stays', breaching: 'ALARM', notBreaching: 'OK' },
] as const;

const cells = tables.flatMap(({ of, row, ...answers }) =>
  (['missing', 'ignore', 'breaching', 'notBreaching'] as const).map((missingData) => ({
    of,
    row,
    missingData,
    expected: answers[missingData],
  })),
);

describe('an alarm of AWS’s tables of missing data', () => {
  it.each(cells)('with $of out of 3, $row and $missingData says $expected', ({ of, row, missingData, expected }) => {
    for (const before of states) {
      const after = evaluate(rule({ datapointsToAlarm: of, missingData }), read(row), before);
      expect(after).toBe(expected === 'stays' ? before : expected);
    }
  });
});

describe('the premature transition', () => {
  it.each([
    { of: 3, row: '- - - - X', expected: none },
    { of: 3, row: '- - - X -', expected: none },
    { of: 3, row: '- - - X X', expected: none },
    { of: 3, row: '- - - X 0', expected: 'OK' },
    { of: 3, row: '- - X - 0', expected: 'OK' },
    { of: 3, row: 'X - - - -', expected: 'ALARM' },
    { of: 2, row: '- - - - X', expected: none },
    { of: 1, row: '- - - - X', expected: 'ALARM' },
  ])('with $of out of 3 and $row says $expected: the next datapoint may be good', ({ of, row, expected }) => {
    expect(evaluate(rule({ datapointsToAlarm: of }), read(row), 'OK')).toBe(expected);
  });
});

describe('M out of N', () => {
  it.each([
    { of: 2, row: '0 0 X 0 X', expected: 'ALARM' },
    { of: 2, row: 'X X 0 0 X', expected: 'OK' },
    { of: 1, row: 'X X 0 0 0', expected: 'OK' },
    { of: 3, row: '0 0 X X X', expected: 'ALARM' },
    { of: 3, row: 'X X X X 0', expected: 'OK' },
  ])('takes $of out of the newest three of $row for $expected', ({ of, row, expected }) => {
    expect(evaluate(rule({ datapointsToAlarm: of }), read(row), 'INSUFFICIENT_DATA')).toBe(expected);
  });
});

describe('at the threshold, below it and above it', () => {
  const operators: readonly (readonly [ComparisonOperator, readonly string[]])[] = [
    ['GreaterThanOrEqualToThreshold', ['OK', 'ALARM', 'ALARM']],
    ['GreaterThanThreshold', ['OK', 'OK', 'ALARM']],
    ['LessThanThreshold', ['ALARM', 'OK', 'OK']],
    ['LessThanOrEqualToThreshold', ['ALARM', 'ALARM', 'OK']],
  ];
  it.each(operators)('%s compares as its name says', (operator, expected) => {
    const one = rule({ operator, evaluationPeriods: 1, datapointsToAlarm: 1 });
    expect([4, 5, 6].map((value) => evaluate(one, [undefined, undefined, value], 'OK'))).toEqual(expected);
  });
});
