import type { PutCompositeAlarmInput, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import type { Call } from '../../../../src/call.ts';
import type { ServiceEvent } from '../../../../src/event-sink.ts';
import { createCloudwatch } from '../../../../src/services/cloudwatch/cloudwatch.ts';
import type { World } from '../../../../src/world.ts';
import { asker, createTestWorld } from '../../test-world.ts';

export const region = 'us-east-1';
export const topic = `arn:aws:sns:${region}:123456789012:notices`;

/** CloudWatch alone, its events and the messages that it sends to SNS. `speed`: how many times faster AWS's own time passes. */
export const createSetting = (speed = 1, answer: (call: Call) => object = () => ({})) => {
  const test = createTestWorld();
  const published: Call[] = [];
  let onTimer = (): void => undefined;
  const world: World = {
    ...test.world,
    clock: {
      ...test.clock,
      after: (...timer) => {
        onTimer();
        return test.clock.after(...timer);
      },
    },
    awsTime: (seconds) => (seconds * 1000) / speed,
    dispatch: async (call) => {
      published.push(call);
      return { ...answer(call) };
    },
  };
  const events: ServiceEvent[] = [];
  const cloudwatch = createCloudwatch(world, { events: { emit: (event) => events.push(event) } });
  const ask = asker(cloudwatch, region);

  const put = (change: Partial<PutMetricAlarmInput> & { AlarmName: string }) =>
    cloudwatch.putAlarm(region, {
      Namespace: 'Mainsail',
      MetricName: 'Bad',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      ...change,
    });
  const putComposite = (change: PutCompositeAlarmInput) => cloudwatch.putComposite(region, change);
  const record = (value: number, at = test.clock.now()) =>
    cloudwatch.record({ region, namespace: 'Mainsail', name: 'Bad', dimensions: {}, unit: 'Count', value, at });
  const set = (AlarmName: string, StateValue: string, StateReason = 'by hand') =>
    ask('SetAlarmState', { AlarmName, StateValue, StateReason });
  const told = () => events.map(({ detail }) => `${detail.alarmName} ${read(read(detail).state).value}`);
  const messages = (): unknown[] => published.map(({ input }) => JSON.parse(String(input.Message)));
  const read = (value: unknown): Record<string, unknown> => ({ ...(typeof value === 'object' ? value : {}) });
  /** Of an alarm of either type, as DescribeAlarms answers. */
  const describe = async (AlarmName: string): Promise<Record<string, unknown>> => {
    const AlarmTypes = ['MetricAlarm', 'CompositeAlarm'];
    const answer = read(await ask('DescribeAlarms', { AlarmNames: [AlarmName], AlarmTypes }));
    return read([answer.MetricAlarms, answer.CompositeAlarms].flat()[0]);
  };
  const stateOf = async (name: string) => (await describe(name)).StateValue;
  return {
    ...test,
    cloudwatch,
    events,
    published,
    ask,
    put,
    putComposite,
    record,
    set,
    told,
    messages,
    describe,
    stateOf,
    /** Told of each timer that CloudWatch sets. */
    onTimer: (listener: () => void) => {
      onTimer = listener;
    },
  };
};
