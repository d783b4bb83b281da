import type { Trigger } from '../../contracts/detection/detect.ts';
import type { Plan } from '../../contracts/plan.ts';
import { secondsBetween } from '../time.ts';
import { alarmsOf } from './alarms-of.ts';
import type { Gate } from './gates.ts';
import { probeAlarmEnd } from './probe-metric.ts';

type Watched = Pick<Plan, 'plan' | 'regions' | 'detection'>;

/** Why what woke us is not taken for a reason to look. */
export function judgeTrigger({
  plan,
  trigger,
  account,
  now,
}: Readonly<{ plan: Watched; trigger: Trigger; account: string; now: string }>): Gate | undefined {
  if (trigger.by !== 'alarm') return undefined;
  if (trigger.account !== account || !isOurs(trigger, plan))
    return {
      code: 'foreignEvent',
      reason: `an event of ${trigger.alarm} in ${trigger.region} of account ${trigger.account} is not about this plan`,
    };
  const age = secondsBetween(trigger.at, now);
  if (age <= plan.detection.maxEventAge) return undefined;
  return {
    code: 'eventTooOld',
    reason: `the event of ${trigger.alarm} took ${Math.round(age)} s to arrive; the signals are looked at every five minutes in any case`,
  };
}

type AlarmTrigger = Extract<Trigger, { by: 'alarm' }>;

const isOurs = (trigger: AlarmTrigger, plan: Watched): boolean =>
  isOnOurProbe(trigger, plan) ||
  alarmsOf(plan).some(({ alarm, region }) => alarm === trigger.alarm && region === trigger.region);

const isOnOurProbe = ({ alarm, region }: AlarmTrigger, { plan, regions, detection }: Watched): boolean =>
  region === regions.standby &&
  detection.signals.some((signal, index) => 'probe' in signal && alarm.endsWith(probeAlarmEnd(plan, index)));
