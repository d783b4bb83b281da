import type { PutCompositeAlarmInput, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { notSimulated } from '../../../call.ts';
import type { World } from '../../../world.ts';
import { onlyModelled } from '../../only-modelled.ts';
import { isStatistic } from '../datapoints.ts';
import { dimensionsOf, invalidValue, missing } from '../input-faults.ts';
import type { Alarm, AlarmState, CombinedAlarm, MetricRule, MissingData, SimpleAlarm } from './alarm.ts';
import { parseRule } from './composite-rule.ts';
import { isSimpleComparison } from './evaluate.ts';

const missingDataOf = (text = 'missing'): MissingData => {
  switch (text) {
    case 'missing':
    case 'ignore':
    case 'breaching':
    case 'notBreaching':
      return text;
    default:
      throw invalidValue(`The value ${text} for parameter TreatMissingData is invalid.`);
  }
};

const checkPeriod = (period = 0): number => {
  const isValid = [10, 20, 30].includes(period) || (period > 0 && period % 60 === 0);
  if (!isValid) throw invalidValue('The parameter Period must be 10, 20, 30 or a multiple of 60.');
  return period;
};

const longestSpan = 86_400;

/** The metric of the alarm, however it was given. Metric math is refused by name. */
const metricOf = (input: PutMetricAlarmInput) => {
  const { Metrics } = input;
  if (Metrics === undefined) return input;
  const [only] = Metrics;
  const stat = only?.MetricStat;
  if (Metrics.length !== 1 || stat === undefined) throw notSimulated('cloudwatch:PutMetricAlarm with an Expression');
  const { Namespace, MetricName, Dimensions } = stat.Metric ?? {};
  return { Namespace, MetricName, Dimensions, Statistic: stat.Stat, Period: stat.Period, Unit: stat.Unit };
};

const checkSpan = (periodSeconds: number, evaluationPeriods: number): void => {
  if (periodSeconds * evaluationPeriods > longestSpan)
    throw invalidValue(
      'Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).',
    );
};

const ruleOf = (input: PutMetricAlarmInput): MetricRule => {
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
    missingData: missingDataOf(input.TreatMissingData),
  };
};

type Given = PutMetricAlarmInput | PutCompositeAlarmInput;

const actionsOf = (input: Given): Alarm['actions'] => {
  const actions = {
    OK: input.OKActions ?? [],
    ALARM: input.AlarmActions ?? [],
    INSUFFICIENT_DATA: input.InsufficientDataActions ?? [],
  };
  const other = Object.values(actions)
    .flat()
    .find((arn) => !/^arn:aws:sns:/.test(arn));
  if (other !== undefined) throw notSimulated(`an alarm with the action ${other}`);
  return actions;
};

/** An alarm that is put again keeps its state until its next evaluation. */
const commonOf = ({ account, clock }: World, region: string, { input, before }: { input: Given; before?: Alarm }) => {
  const name = input.AlarmName;
  if (!name) throw missing('AlarmName');
  const now = clock.now();
  const unchecked: AlarmState = {
    value: 'INSUFFICIENT_DATA',
    reason: 'Unchecked: Initial alarm creation',
    data: undefined,
    updatedAt: now,
    transitionedAt: now,
  };
  return {
    region,
    name,
    arn: `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`,
    description: input.AlarmDescription,
    actionsEnabled: input.ActionsEnabled ?? true,
    actions: actionsOf(input),
    configuredAt: now,
    state: before?.state ?? unchecked,
  };
};

const inBoth = [
  'AlarmName',
  'AlarmDescription',
  'ActionsEnabled',
  'OKActions',
  'AlarmActions',
  'InsufficientDataActions',
  'Tags',
];

const ofMetrics = [
  ...['MetricName', 'Namespace', 'Statistic', 'Dimensions', 'Period', 'Unit', 'Metrics', 'EvaluationPeriods'],
  ...['DatapointsToAlarm', 'Threshold', 'ComparisonOperator', 'TreatMissingData'],
];

const ofComposites = [
  ...['AlarmRule', 'ActionsSuppressor', 'ActionsSuppressorWaitPeriod', 'ActionsSuppressorExtensionPeriod'],
];

type Putting = Readonly<{ world: World; region: string; before: Alarm | undefined }>;

const existing = (before: Alarm | undefined) => (before === undefined ? {} : { before });

export const simpleAlarm = (input: PutMetricAlarmInput, { world, region, before }: Putting): SimpleAlarm => {
  onlyModelled('cloudwatch:PutMetricAlarm', input, [...inBoth, ...ofMetrics]);
  const common = commonOf(world, region, { input, ...existing(before) });
  return { ...common, kind: 'metric', rule: ruleOf(input), given: input };
};

export const combinedAlarm = (input: PutCompositeAlarmInput, { world, region, before }: Putting): CombinedAlarm => {
  onlyModelled('cloudwatch:PutCompositeAlarm', input, [...inBoth, ...ofComposites]);
  const { AlarmRule: rule, ActionsSuppressor } = input;
  if (!rule) throw missing('AlarmRule');
  const waitSeconds = input.ActionsSuppressorWaitPeriod ?? 0;
  const extensionSeconds = input.ActionsSuppressorExtensionPeriod ?? 0;
  const alarm = ActionsSuppressor?.replace(/^arn:.*:alarm:/, '');
  return {
    ...commonOf(world, region, { input, ...existing(before) }),
    kind: 'composite',
    rule,
    ...parseRule(rule),
    suppressor: alarm === undefined ? undefined : { alarm, waitSeconds, extensionSeconds },
  };
};
