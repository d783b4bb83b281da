import type { PutCompositeAlarmInput, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import type { Call } from '../../../call.ts';
import type { EventSink } from '../../../event-sink.ts';
import type { World } from '../../../world.ts';
import type { Metrics } from '../metrics.ts';
import type { Alarm } from './alarm.ts';
import { created, updated } from './configuration.ts';
import { describeAlarmHistory } from './describe-alarm-history.ts';
import { describeAlarms } from './describe-alarms.ts';
import { createMachinery, type Machinery } from './machinery.ts';
import { createOperations } from './operations.ts';
import { combinedAlarm, simpleAlarm } from './put-alarm.ts';

/**
 * The alarms of CloudWatch, per Region, with what tells of them: on one metric, and composite. Modelled after the pages that each
 * file names. Not modelled, and refused by name: metric math, anomaly detection, percentiles, Metrics Insights, alarms on logs,
 * actions other than messages to SNS, tags, and mute rules that return. Events on a changed configuration are not sent.
 */
export function createAlarms(world: World, metrics: Metrics, events: EventSink) {
  const machinery = createMachinery(world, metrics, events);
  const { store, muteRules, actions, suppression, evaluation } = machinery;
  const { putAlarm, putComposite } = createPutting(machinery);
  return {
    operations: {
      PutMetricAlarm: (input: PutMetricAlarmInput, { region }: Call) => {
        putAlarm(region, input);
        return {};
      },
      PutCompositeAlarm: (input: PutCompositeAlarmInput, { region }: Call) => {
        putComposite(region, input);
        return {};
      },
      DescribeAlarms: describeAlarms(store, suppression.of),
      DescribeAlarmHistory: describeAlarmHistory(store),
      ...createOperations(machinery),
      ...muteRules.operations,
    },
    putAlarm,
    putComposite,
    close: (): void => {
      evaluation.close();
      suppression.close();
      actions.close();
    },
  };
}

function createPutting({ world, store, actions, suppression, composites, follow, evaluation }: Machinery) {
  const configure = (alarm: Alarm, before: Alarm | undefined): void => {
    if (before !== undefined) actions.forget(before);
    store.put(alarm);
    store.remember(alarm, before === undefined ? created(alarm) : updated(alarm, before));
    suppression.begin(alarm);
  };
  return {
    putAlarm: (region: string, input: PutMetricAlarmInput): void => {
      const before = store.find(region, input.AlarmName ?? '');
      const alarm = simpleAlarm(input, { world, region, before });
      configure(alarm, before);
      evaluation.watch(alarm);
    },
    putComposite: (region: string, input: PutCompositeAlarmInput): void => {
      const before = store.find(region, input.AlarmName ?? '');
      const isAlarm = (name: string) => store.find(region, name) !== undefined;
      const alarm = combinedAlarm(input, { world, region, before, isAlarm });
      configure(alarm, before);
      composites.begin(alarm, before === undefined);
      follow(region);
    },
  };
}
