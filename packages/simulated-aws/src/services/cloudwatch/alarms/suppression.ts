import type { Timer } from '../../../clock/clock.ts';
import type { World } from '../../../world.ts';
import type { Alarm, AlarmState, CombinedAlarm, Suppressor } from './alarm.ts';
import type { AlarmStore } from './alarm-store.ts';

export type SuppressionOfAlarms = ReturnType<typeof createSuppression>;

export type Suppression = Readonly<{ by: 'Alarm' | 'WaitPeriod' | 'ExtensionPeriod'; reason: string }>;

/** `before`: the state before the transition whose actions are held back; undefined when there are none. */
type Held = Readonly<{ suppression: Suppression; before: AlarmState | undefined; timer: Timer | undefined }>;

type Suppressed = CombinedAlarm & { readonly suppressor: Suppressor };

/**
 * docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm_Suppression.html: actions wait after a transition,
 * since the suppressor may follow; are held back while it is in ALARM, and for some time after, since the composite may follow it
 * back. When the last of it is over they are taken by the state as it is then. The page leaves open what becomes of an alarm that
 * had acted before its suppressor came; here it does not act again.
 */
export function createSuppression(
  { clock, awsTime }: World,
  store: AlarmStore,
  act: (alarm: Alarm, before: AlarmState) => void,
) {
  const all = new Map<string, Held>();

  const isOn = ({ region, suppressor }: Suppressed): boolean =>
    store.find(region, suppressor.alarm)?.state.value === 'ALARM';

  const drop = ({ arn }: Alarm): Held | undefined => {
    const held = all.get(arn);
    held?.timer?.cancel();
    all.delete(arn);
    return held;
  };

  const release = (alarm: Suppressed): void => {
    const held = drop(alarm);
    if (held?.before !== undefined) act(alarm, held.before);
  };

  const hold = (alarm: Suppressed, by: Suppression['by'], before: AlarmState | undefined): void => {
    const seconds = by === 'WaitPeriod' ? alarm.suppressor.waitSeconds : alarm.suppressor.extensionSeconds;
    const timer = by === 'Alarm' ? undefined : clock.after(awsTime(seconds), () => release(alarm));
    all.set(alarm.arn, { suppression: { by, reason: reasonOf(by, alarm) }, before, timer });
    if (by !== 'Alarm' && seconds === 0) release(alarm);
  };

  return {
    of: ({ arn }: Alarm): Suppression | undefined => all.get(arn)?.suppression,
    /** After a transition of the alarm itself; whether its actions have to wait. */
    holdBack: (alarm: Alarm, before: AlarmState): boolean => {
      drop(alarm);
      if (!isSuppressed(alarm)) return false;
      if (isOn(alarm)) hold(alarm, 'Alarm', before);
      else if (alarm.suppressor.waitSeconds > 0) hold(alarm, 'WaitPeriod', before);
      return all.has(alarm.arn);
    },
    /** After a transition of what may be the suppressor of others. */
    follow: (suppressor: Alarm): void => {
      const others = store.all(suppressor.region).filter(isSuppressed);
      for (const alarm of others.filter((one) => one.suppressor.alarm === suppressor.name)) {
        const wasOn = all.get(alarm.arn)?.suppression.by === 'Alarm';
        if (isOn(alarm) === wasOn) continue;
        hold(alarm, wasOn ? 'ExtensionPeriod' : 'Alarm', drop(alarm)?.before);
      }
    },
    /** An alarm that is new, or configured anew: what was waiting for its former suppressor is discarded. */
    begin: (alarm: Alarm): void => {
      drop(alarm);
      if (isSuppressed(alarm) && isOn(alarm)) hold(alarm, 'Alarm', undefined);
    },
    drop: (alarm: Alarm): void => void drop(alarm),
    close: (): void => {
      for (const { timer } of all.values()) timer?.cancel();
      all.clear();
    },
  };
}

const reasonOf = (by: Suppression['by'], { suppressor }: Suppressed): string =>
  `Actions suppressed by ${by === 'Alarm' ? suppressor.alarm : by}`;

const isSuppressed = (alarm: Alarm): alarm is Suppressed =>
  alarm.kind === 'composite' && alarm.suppressor !== undefined;
