import type { ComparisonOperator, StateValue } from '@aws-sdk/client-cloudwatch';
import type { MetricRule } from './alarm.ts';

const comparisons: Readonly<Partial<Record<ComparisonOperator, (value: number, threshold: number) => boolean>>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

export const isSimpleComparison = (operator: string): operator is ComparisonOperator => operator in comparisons;

export const isBreaching = ({ operator, threshold }: MetricRule, value: number): boolean =>
  comparisons[operator]?.(value, threshold) ?? false;

/**
 * More periods are looked at than are evaluated, so that one that comes late or not at all does not decide
 * ("evaluation range"); AWS's examples have five for three.
 */
export const rangeOf = ({ evaluationPeriods }: MetricRule): number => evaluationPeriods + 2;

/** Fewer datapoints than are to be evaluated: what is missing counts as the alarm says. */
const withMissing = (rule: MetricRule, present: readonly boolean[], now: StateValue): StateValue => {
  const breaching = present.filter(Boolean).length;
  const filled = rule.evaluationPeriods - present.length;
  const enough = rule.datapointsToAlarm;
  switch (rule.missingData) {
    case 'breaching':
      return breaching + filled >= enough ? 'ALARM' : 'OK';
    case 'notBreaching':
      return breaching >= enough ? 'ALARM' : 'OK';
    case 'missing':
      if (present.length === 0) return 'INSUFFICIENT_DATA';
      return breaching === present.length || breaching >= enough ? 'ALARM' : 'OK';
    case 'ignore':
      if (breaching >= enough) return 'ALARM';
      return breaching === present.length ? now : 'OK';
    default:
      return rule.missingData satisfies never;
  }
};

/** `values` of the evaluation range, oldest first, undefined where a period has no datapoint. */
export const evaluate = (rule: MetricRule, values: readonly (number | undefined)[], now: StateValue): StateValue => {
  const present = values.flatMap((value) => (value === undefined ? [] : [isBreaching(rule, value)]));
  if (present.length < rule.evaluationPeriods) return withMissing(rule, present, now);
  const breaching = present.slice(-rule.evaluationPeriods).filter(Boolean).length;
  return breaching >= rule.datapointsToAlarm ? 'ALARM' : 'OK';
};
