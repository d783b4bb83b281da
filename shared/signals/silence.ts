import type { SignalReading } from '../contracts/detection/signal-reading.ts';
import type { AlarmPlace } from '../domain/detection/alarms-of.ts';
import { outsideText } from '../domain/outside-text.ts';
import type { AlarmsOfRegions } from './alarms-of-regions.ts';
import type { Alarm } from './describe-alarms.ts';
import { withinPatience } from './within-patience.ts';

type Silence = Pick<SignalReading, 'silenced' | 'isLoud'>;

/** Whether the alarm of a signal is kept from acting, and by what; nothing where there is none and where nobody can say in time. */
export async function readSilence(place: AlarmPlace | undefined, alarms: AlarmsOfRegions): Promise<Silence> {
  if (place === undefined) return {};
  try {
    return await withinPatience(look(place, alarms));
  } catch {
    return {};
  }
}

async function look({ alarm, region }: AlarmPlace, alarms: AlarmsOfRegions): Promise<Silence> {
  const { described, muted } = alarms(region);
  const [alarmsThere, mutedThere] = await Promise.all([described, muted]);
  const found = alarmsThere.kind === 'known' ? alarmsThere.value.get(alarm) : undefined;
  if (found === undefined) return {};
  const own = disabled(found) ?? heldBack(found);
  const rule = mutedThere.kind === 'known' ? mutedThere.value.get(alarm) : undefined;
  const by = [own, rule].filter((one) => one !== undefined).join('; ');
  if (by !== '') return { silenced: `alarm ${alarm} in ${region}: ${by}` };
  return mutedThere.kind === 'known' ? { isLoud: true } : {};
}

function disabled({ ActionsEnabled, AlarmConfigurationUpdatedTimestamp: at }: Alarm): string | undefined {
  if (ActionsEnabled !== false) return undefined;
  return `its actions are disabled${at ? `, its configuration last changed ${at.toISOString()}` : ''}`;
}

/**
 * WaitPeriod is no such word: every change of an alarm with a suppressor waits a while for it
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm_Suppression.html).
 */
function heldBack(alarm: Alarm): string | undefined {
  if (!('AlarmRule' in alarm)) return undefined;
  const { ActionsSuppressedBy: by, ActionsSuppressedReason: reason, ActionsSuppressor: suppressor } = alarm;
  if (by !== 'Alarm' && by !== 'ExtensionPeriod') return undefined;
  return outsideText(`held back by its suppressor ${suppressor ?? ''}${reason ? `: ${reason}` : ''}`);
}
