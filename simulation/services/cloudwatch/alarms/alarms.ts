import type {
  DeleteAlarmsInput,
  DisableAlarmActionsInput,
  PutCompositeAlarmInput,
  PutMetricAlarmInput,
  SetAlarmStateInput,
} from '@aws-sdk/client-cloudwatch';
import { AwsFault, type Call } from '../../../call.ts';
import type { EventSink } from '../../../event-sink.ts';
import type { World } from '../../../world.ts';
import { invalidValue } from '../input-faults.ts';
import type { Metrics } from '../metrics.ts';
import type { Alarm } from './alarm.ts';
import { createAlarmStore } from './alarm-store.ts';
import { createChangeState } from './change-state.ts';
import { createComposites, createSuppression } from './composites.ts';
import { describeAlarmHistory, describeAlarms } from './describe-alarms.ts';
import { createEvaluation } from './evaluation.ts';
import { createMuteRules } from './mute-rules.ts';
import { combinedAlarm, simpleAlarm } from './put-alarm.ts';

const notFound = (name: string): AwsFault => new AwsFault('ResourceNotFound', `no alarm ${name}`, { status: 404 });

/** What changes an alarm, and those that rest on it after it. */
const createMachinery = (world: World, metrics: Metrics, events: EventSink) => {
  const store = createAlarmStore(world);
  const muteRules = createMuteRules(world);
  const suppressionOf = createSuppression(world, store);
  const changed = new Set<string>();
  const change = createChangeState({ world, store, events, muteRules, suppressionOf });
  const changeState: typeof change = (alarm, state) => {
    change(alarm, state);
    changed.add(alarm.name);
  };
  const composites = createComposites(store, changeState);
  const follow = (region: string): void => {
    if (changed.size > 0) composites.follow(region, new Set(changed));
    changed.clear();
  };
  const evaluation = createEvaluation({ world, metrics, store, changeState, onEvaluated: follow });
  return { world, store, muteRules, suppressionOf, changeState, composites, follow, evaluation };
};

type Machinery = ReturnType<typeof createMachinery>;

const createPutting = ({ world, store, composites, follow, evaluation }: Machinery) => {
  const configured = (alarm: Alarm): void => {
    store.put(alarm);
    const data = JSON.stringify({ version: '1.0', type: 'Update', updatedAlarm: { alarmName: alarm.name } });
    store.remember(alarm, { type: 'ConfigurationUpdate', summary: `Alarm "${alarm.name}" updated`, data });
  };
  return {
    putAlarm: (region: string, input: PutMetricAlarmInput): void => {
      const before = store.find(region, input.AlarmName ?? '');
      const alarm = simpleAlarm(input, { world, region, before });
      configured(alarm);
      evaluation.watch(alarm);
    },
    putComposite: (region: string, input: PutCompositeAlarmInput): void => {
      const before = store.find(region, input.AlarmName ?? '');
      const alarm = combinedAlarm(input, { world, region, before });
      configured(alarm);
      composites.begin(alarm);
      follow(region);
    },
  };
};

const createHandling = ({ store, changeState, follow }: Machinery) => {
  const find = (region: string, name: string | undefined): Alarm => {
    const alarm = store.find(region, name ?? '');
    if (alarm === undefined) throw notFound(name ?? '');
    return alarm;
  };

  /** A metric alarm returns at its next evaluation; a composite stays until one of its children changes. */
  const setState = ({ AlarmName, StateValue, StateReason, StateReasonData }: SetAlarmStateInput, { region }: Call) => {
    if (StateValue === undefined) throw invalidValue('The parameter StateValue is required.');
    const alarm = find(region, AlarmName);
    changeState(alarm, { value: StateValue, reason: StateReason ?? '', data: StateReasonData });
    follow(region);
    return {};
  };

  const enable =
    (isEnabled: boolean) =>
    ({ AlarmNames = [] }: DisableAlarmActionsInput, { region }: Call) => {
      for (const name of AlarmNames) find(region, name).actionsEnabled = isEnabled;
      return {};
    };

  const remove = ({ AlarmNames = [] }: DeleteAlarmsInput, { region }: Call) => {
    for (const name of AlarmNames) if (!store.remove(region, name)) throw notFound(name);
    return {};
  };
  return { setState, enable, remove };
};

/** The alarms of CloudWatch, per Region, with what tells of them. */
export const createAlarms = (world: World, metrics: Metrics, events: EventSink) => {
  const machinery = createMachinery(world, metrics, events);
  const { store, muteRules, suppressionOf, evaluation } = machinery;
  const { putAlarm, putComposite } = createPutting(machinery);
  const { setState, enable, remove } = createHandling(machinery);
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
      DescribeAlarms: describeAlarms(store, suppressionOf),
      DescribeAlarmHistory: describeAlarmHistory(store),
      SetAlarmState: setState,
      EnableAlarmActions: enable(true),
      DisableAlarmActions: enable(false),
      DeleteAlarms: remove,
      ...muteRules.operations,
    },
    putAlarm,
    putComposite,
    close: evaluation.close,
  };
};
