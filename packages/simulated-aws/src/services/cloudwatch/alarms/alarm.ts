import type { ComparisonOperator, PutMetricAlarmInput, StateValue } from '@aws-sdk/client-cloudwatch';
import type { StatisticName } from '../datapoints.ts';
import type { MetricKey } from '../metrics.ts';

/** How a period without a datapoint counts: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html */
export type MissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching';

/** A child that made its composite alarm change, with its state and since when. */
export type Trigger = Readonly<{ arn: string; value: StateValue; at: number }>;

/** What an alarm says at one moment. Times in ms. `data`: StateReasonData, JSON; `triggers`: of composite alarms. */
export type AlarmState = Readonly<{
  value: StateValue;
  reason: string;
  data: string | undefined;
  triggers?: readonly Trigger[] | undefined;
  updatedAt: number;
  transitionedAt: number;
}>;

type Common = {
  readonly region: string;
  readonly name: string;
  readonly arn: string;
  readonly description: string | undefined;
  actionsEnabled: boolean;
  readonly actions: Readonly<Record<StateValue, readonly string[]>>;
  readonly configuredAt: number;
  state: AlarmState;
};

export type MetricRule = Readonly<{
  key: MetricKey;
  statistic: StatisticName;
  periodSeconds: number;
  evaluationPeriods: number;
  datapointsToAlarm: number;
  threshold: number;
  operator: ComparisonOperator;
  missingData: MissingData;
}>;

export type SimpleAlarm = Common & {
  readonly kind: 'metric';
  readonly rule: MetricRule;
  /** Names the metric in events. */
  readonly metricId: string;
  readonly given: PutMetricAlarmInput;
};

export type Suppressor = Readonly<{ alarm: string; waitSeconds: number; extensionSeconds: number }>;

export type CombinedAlarm = Common & {
  readonly kind: 'composite';
  readonly rule: string;
  readonly isTrue: (stateOf: (alarm: string) => StateValue | undefined) => boolean;
  readonly children: readonly string[];
  readonly suppressor: Suppressor | undefined;
};

export type Alarm = SimpleAlarm | CombinedAlarm;
