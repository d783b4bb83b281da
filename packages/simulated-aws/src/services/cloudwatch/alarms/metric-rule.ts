import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { notSimulated } from '../../../call.ts';
import { isStatistic } from '../datapoints.ts';
import { dimensionsOf, invalidValue, missing } from '../input-faults.ts';
import type { MetricRule, MissingData } from './alarm.ts';
import { isSimpleComparison } from './evaluate.ts';

const daySeconds = 86_400;

/** What a metric alarm watches for, as PutMetricAlarm gives it. */
export function metricRuleOf(input: PutMetricAlarmInput): MetricRule {
  const { Namespace, MetricName, Dimensions, Statistic = '', Period, Unit } = metricOf(input);
  const { ComparisonOperator: operator = '', EvaluationPeriods: evaluationPeriods = 0, Threshold: threshold } = input;
  if (!Namespace || !MetricName) throw missing('Namespace and MetricName');
  if (!isStatistic(Statistic)) throw notSimulated(`cloudwatch:PutMetricAlarm with the statistic ${Statistic}`);
  if (!isSimpleComparison(operator)) throw notSimulated(`cloudwatch:PutMetricAlarm with ${operator}`);
  if (threshold === undefined) throw missing('Threshold');
  const datapointsToAlarm = input.DatapointsToAlarm ?? evaluationPeriods;
  if (evaluationPeriods < 1 || datapointsToAlarm < 1 || datapointsToAlarm > evaluationPeriods)
    throw invalidValue('DatapointsToAlarm must be between 1 and EvaluationPeriods.');
  const periodSeconds = checkPeriod(Period);
  checkSpan(periodSeconds, evaluationPeriods);
  return {
    key: { namespace: Namespace, name: MetricName, dimensions: dimensionsOf(Dimensions), unit: Unit },
    statistic: Statistic,
    ...{ periodSeconds, evaluationPeriods, datapointsToAlarm, threshold, operator },
    missingData: missingDataOf(input.TreatMissingData ?? usualMissingData(Namespace)),
  };
}

/** The metric of the alarm, however it was given. Metric math is refused by name. */
function metricOf(input: PutMetricAlarmInput) {
  const { Metrics } = input;
  if (Metrics === undefined) return input;
  const [only] = Metrics;
  const stat = only?.MetricStat;
  if (Metrics.length !== 1 || stat === undefined) throw notSimulated('cloudwatch:PutMetricAlarm with an Expression');
  const { Namespace, MetricName, Dimensions } = stat.Metric ?? {};
  return { Namespace, MetricName, Dimensions, Statistic: stat.Stat, Period: stat.Period, Unit: stat.Unit };
}

function checkPeriod(period = 0): number {
  const isValid = [10, 20, 30].includes(period) || (period > 0 && period % 60 === 0);
  if (!isValid) throw invalidValue('The parameter Period must be 10, 20, 30 or a multiple of 60.');
  return period;
}

/** A day, and a week for periods of an hour and more: API_PutMetricAlarm.html. */
function checkSpan(periodSeconds: number, evaluationPeriods: number): void {
  const longest = periodSeconds < 3600 ? daySeconds : 7 * daySeconds;
  if (periodSeconds * evaluationPeriods > longest)
    throw invalidValue(`Metrics cannot be checked across more than ${longest} seconds with this Period.`);
}

function missingDataOf(text: string): MissingData {
  switch (text) {
    case 'missing':
    case 'ignore':
    case 'breaching':
    case 'notBreaching':
      return text;
    default:
      throw invalidValue(`The value ${text} for parameter TreatMissingData is invalid.`);
  }
}

/** Alarms on metrics of DynamoDB ignore missing data unless they say otherwise: alarms-and-missing-data.html. */
const usualMissingData = (namespace: string): MissingData => (namespace === 'AWS/DynamoDB' ? 'ignore' : 'missing');
