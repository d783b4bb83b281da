import { defined } from '../../../defined.ts';
import type { ServiceEvent } from '../../../event-sink.ts';
import type { Alarm, AlarmState, CombinedAlarm, SimpleAlarm } from './alarm.ts';
import { alarmTime } from './explain.ts';
import type { Suppression } from './suppression.ts';

/** docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
const detailType = 'CloudWatch Alarm State Change';

type Change = Readonly<{
  before: AlarmState;
  suppressedBefore: Suppression | undefined;
  suppressed: Suppression | undefined;
}>;

/** What the default bus of the alarm's Region is told when its state has changed. */
export const stateChange = (alarm: Alarm, { before, suppressedBefore, suppressed }: Change): ServiceEvent => ({
  region: alarm.region,
  source: 'aws.cloudwatch',
  detailType,
  resources: [alarm.arn],
  at: alarm.state.updatedAt,
  detail: {
    alarmName: alarm.name,
    state: described(alarm.state, suppressed),
    previousState: described(before, suppressedBefore),
    configuration: alarm.kind === 'metric' ? metricConfiguration(alarm) : compositeConfiguration(alarm),
  },
});

const described = (state: AlarmState, suppression: Suppression | undefined) => ({
  value: state.value,
  reason: state.reason,
  ...defined({ reasonData: state.data }),
  timestamp: alarmTime(state.updatedAt),
  ...(suppression === undefined
    ? {}
    : { actionsSuppressedBy: suppression.by, actionsSuppressedReason: suppression.reason }),
});

const metricConfiguration = ({ description, rule, metricId }: SimpleAlarm) => ({
  ...defined({ description }),
  metrics: [
    {
      id: metricId,
      metricStat: {
        metric: { namespace: rule.key.namespace, name: rule.key.name, dimensions: rule.key.dimensions },
        period: rule.periodSeconds,
        stat: rule.statistic,
      },
      returnData: true,
    },
  ],
});

const compositeConfiguration = ({ description, rule, suppressor }: CombinedAlarm) => ({
  ...defined({ description }),
  alarmRule: rule,
  ...(suppressor === undefined
    ? {}
    : {
        actionsSuppressor: suppressor.alarm,
        actionsSuppressorWaitPeriod: suppressor.waitSeconds,
        actionsSuppressorExtensionPeriod: suppressor.extensionSeconds,
      }),
});
