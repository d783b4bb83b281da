import type { PutCompositeAlarmInput, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { notSimulated } from '../../../call.ts';
import type { World } from '../../../world.ts';
import { onlyModelled } from '../../only-modelled.ts';
import { missing } from '../input-faults.ts';
import type { Alarm, AlarmState, CombinedAlarm, SimpleAlarm } from './alarm.ts';
import { parseRule } from './composite-rule.ts';
import { metricRuleOf } from './metric-rule.ts';

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
  return { ...common, kind: 'metric', rule: metricRuleOf(input), given: input };
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
