import type { StateValue } from '@aws-sdk/client-cloudwatch';
import type { Alarm, CombinedAlarm, Trigger } from './alarm.ts';
import type { AlarmStore } from './alarm-store.ts';
import type { ChangeState } from './change-state.ts';
import { alarmTime, spokenTime } from './explain.ts';

export const isComposite = (alarm: Alarm): alarm is CombinedAlarm => alarm.kind === 'composite';

/** Composite alarms after their children have changed. Those that rest on each other settle in as many rounds as there are. */
export function createComposites(store: AlarmStore, changeState: ChangeState) {
  /** A child that was deleted has no state of the three. */
  const stateIn =
    (region: string) =>
    (name: string): StateValue | undefined =>
      store.find(region, name)?.state.value;

  const verdictOf = ({ region, isTrue }: CombinedAlarm): StateValue => (isTrue(stateIn(region)) ? 'ALARM' : 'OK');

  const triggersOf = ({ region, children }: CombinedAlarm, changed: ReadonlySet<string>): Trigger[] =>
    children
      .filter((name) => changed.has(name))
      .flatMap((name) => store.find(region, name) ?? [])
      .map(({ arn, state }) => ({ arn, value: state.value, at: state.transitionedAt }));

  const reasonOf = (triggers: readonly Trigger[]): string =>
    triggers.map(({ arn, value, at }) => `${arn} transitioned to ${value} at ${spokenTime(at)}`).join(', ');

  const dataOf = (triggers: readonly Trigger[]): string =>
    JSON.stringify({
      triggeringAlarms: triggers.map(({ arn, value, at }) => ({ arn, state: { value, timestamp: alarmTime(at) } })),
    });

  const settle = (alarm: CombinedAlarm, changed: ReadonlySet<string>): boolean => {
    const value = verdictOf(alarm);
    if (value === alarm.state.value) return false;
    const triggers = triggersOf(alarm, changed);
    changeState(alarm, { value, reason: reasonOf(triggers), data: dataOf(triggers), triggers });
    return true;
  };

  return {
    /** Those whose children have changed since: one that was set by hand stays as it is until then. */
    follow: (region: string, changed: ReadonlySet<string>): void => {
      const composites = store.all(region).filter(isComposite);
      const touched = new Set(changed);
      for (const _ of composites)
        for (const alarm of composites)
          if (alarm.children.some((name) => touched.has(name)) && settle(alarm, touched)) touched.add(alarm.name);
    },
    begin: (alarm: CombinedAlarm, isNew: boolean): void => {
      const value = verdictOf(alarm);
      const reason = `${alarm.arn} was ${isNew ? 'created' : 'updated'} and its alarm rule evaluates to ${value}`;
      if (value !== alarm.state.value) changeState(alarm, { value, reason });
    },
  };
}
