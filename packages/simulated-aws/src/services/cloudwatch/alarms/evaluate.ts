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
 * ("evaluation range"). How many AWS does not say; its examples have five for three.
 */
export const rangeOf = ({ evaluationPeriods }: MetricRule): number => evaluationPeriods + 2;

/** `values` of the evaluation range, oldest first, undefined where a period has no datapoint. */
export function evaluate(rule: MetricRule, values: readonly (number | undefined)[], now: StateValue): StateValue {
  const periods = values.map((value) => (value === undefined ? undefined : isBreaching(rule, value)));
  const present = periods.filter((period) => period !== undefined);
  if (present.length < rule.evaluationPeriods) return withMissing(rule, periods, now);
  const breaching = count(present.slice(-rule.evaluationPeriods), true);
  return breaching >= rule.datapointsToAlarm ? 'ALARM' : 'OK';
}

/** Of one period: whether it is breaching; undefined when it has no datapoint. */
type Judged = readonly (boolean | undefined)[];

/**
 * Fewer datapoints than are to be evaluated: what is missing counts as the alarm says. Where only breaching ones are there, too
 * few and too young, the page's earlier table (row "- - - - X") tells the state; the present one leaves it open.
 */
function withMissing(rule: MetricRule, periods: Judged, now: StateValue): StateValue {
  const breaching = count(periods, true);
  const good = count(periods, false);
  const enough = rule.datapointsToAlarm;
  switch (rule.missingData) {
    case 'breaching':
      return breaching + (rule.evaluationPeriods - breaching - good) >= enough ? 'ALARM' : 'OK';
    case 'notBreaching':
      return breaching >= enough ? 'ALARM' : 'OK';
    case 'missing':
      if (breaching >= enough || isPremature(periods, enough)) return 'ALARM';
      return good > 0 ? 'OK' : 'INSUFFICIENT_DATA';
    case 'ignore':
      if (breaching >= enough) return 'ALARM';
      return good > 0 ? 'OK' : now;
    default:
      return rule.missingData satisfies never;
  }
}

const count = (periods: Judged, what: boolean): number => periods.filter((one) => one === what).length;

/**
 * The page's "premature" transition: what breaches last may be all that will ever come, so the alarm goes off with fewer
 * datapoints than it asks for once the oldest breaching one is so many periods old. Until then the next may still be good.
 * The text alone would let a good datapoint precede; the page's row "0 - X - -" does not.
 */
function isPremature(periods: Judged, datapointsToAlarm: number): boolean {
  const oldest = periods.indexOf(true);
  return oldest >= 0 && periods.length - oldest >= datapointsToAlarm && !periods.includes(false);
}
