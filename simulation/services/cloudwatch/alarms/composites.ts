import type { StateValue } from '@aws-sdk/client-cloudwatch';
import type { World } from '../../../world.ts';
import type { Alarm, CombinedAlarm } from './alarm.ts';
import type { AlarmStore } from './alarm-store.ts';
import type { ChangeState } from './change-state.ts';
import type { Suppression } from './state-event.ts';

const isComposite = (alarm: Alarm): alarm is CombinedAlarm => alarm.kind === 'composite';

type Children = Readonly<{ store: AlarmStore; region: string }>;

const stateIn =
  ({ store, region }: Children) =>
  (name: string): StateValue | undefined =>
    store.find(region, name)?.state.value;

/**
 * docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html: actions are held back while the
 * suppressor is in ALARM, for the wait period after the composite went into ALARM (the suppressor may follow), and for the
 * extension period after the suppressor has left ALARM.
 */
export const createSuppression = (world: World, store: AlarmStore) => {
  const leftAlarmAt = (alarm: CombinedAlarm): number | undefined => {
    const suppressor = alarm.suppressor && store.find(alarm.region, alarm.suppressor.alarm);
    return suppressor?.state.value === 'ALARM' ? undefined : suppressor?.state.transitionedAt;
  };

  return (alarm: Alarm): Suppression | undefined => {
    if (!isComposite(alarm) || alarm.suppressor === undefined || alarm.state.value !== 'ALARM') return undefined;
    const { alarm: name, waitSeconds, extensionSeconds } = alarm.suppressor;
    if (store.find(alarm.region, name)?.state.value === 'ALARM')
      return { by: 'Alarm', reason: `Actions suppressed by ${name}` };
    const now = world.clock.now();
    const left = leftAlarmAt(alarm);
    if (left !== undefined && left > alarm.state.transitionedAt && now < left + world.awsTime(extensionSeconds))
      return { by: 'ExtensionPeriod', reason: `Actions suppressed by ExtensionPeriod` };
    if (now < alarm.state.transitionedAt + world.awsTime(waitSeconds))
      return { by: 'WaitPeriod', reason: `Actions suppressed by WaitPeriod` };
    return undefined;
  };
};

/** Composite alarms after their children have changed. Those that rest on each other settle in as many rounds as there are. */
export const createComposites = (store: AlarmStore, changeState: ChangeState) => {
  const reasonFor = (alarm: CombinedAlarm, children: Children): string => {
    const told = alarm.children.map((name) => `${name} is ${stateIn(children)(name) ?? 'missing'}`);
    return `${told.join(', ')}; the rule is ${alarm.isTrue(stateIn(children)) ? '' : 'not '}met`;
  };

  const settle = (alarm: CombinedAlarm): boolean => {
    const children = { store, region: alarm.region };
    const value = alarm.isTrue(stateIn(children)) ? 'ALARM' : 'OK';
    if (value === alarm.state.value) return false;
    const triggers = alarm.children.map((name) => ({ arn: name, state: { value: stateIn(children)(name) } }));
    changeState(alarm, {
      value,
      reason: reasonFor(alarm, children),
      data: JSON.stringify({ triggeringAlarms: triggers }),
    });
    return true;
  };

  return {
    /** Those whose children have changed since: one that was set by hand stays as it is until then. */
    follow: (region: string, changed: ReadonlySet<string>): void => {
      const composites = store.all(region).filter(isComposite);
      const touched = new Set(changed);
      for (const _ of composites)
        for (const alarm of composites)
          if (alarm.children.some((name) => touched.has(name)) && settle(alarm)) touched.add(alarm.name);
    },
    begin: (alarm: CombinedAlarm): void => void settle(alarm),
  };
};

export type Composites = ReturnType<typeof createComposites>;
