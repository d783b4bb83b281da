import type { ComparisonOperator, MetricAlarm, StateValue } from '@aws-sdk/client-cloudwatch';
import type { StatisticName } from '../datapoints.ts';
import type { MetricKey } from '../metrics.ts';

/** How a period without a datapoint counts: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html */
export type MissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching';

/** What an alarm says at one moment. Times in ms. `data`: StateReasonData, JSON. */
export type AlarmState = Readonly<{
  value: StateValue;
  reason: string;
  data: string | undefined;
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

export type SimpleAlarm = Common & { readonly kind: 'metric'; readonly rule: MetricRule; readonly given: MetricAlarm };

export type Suppressor = Readonly<{ alarm: string; waitSeconds: number; extensionSeconds: number }>;

export type CombinedAlarm = Common & {
  readonly kind: 'composite';
  readonly rule: string;
  readonly isTrue: (stateOf: (alarm: string) => StateValue | undefined) => boolean;
  readonly children: readonly string[];
  readonly suppressor: Suppressor | undefined;
};

export type Alarm = SimpleAlarm | CombinedAlarm;
