import type { StateValue } from '@aws-sdk/client-cloudwatch';
import type { EventSink } from '../../../event-sink.ts';
import type { World } from '../../../world.ts';
import type { Alarm, AlarmState } from './alarm.ts';
import type { AlarmStore } from './alarm-store.ts';
import { alarmTime } from './explain.ts';
import type { MuteRules } from './mute-rules.ts';
import { type Suppression, stateChange } from './state-event.ts';

type NewState = Readonly<{ value: StateValue; reason: string; data?: string | undefined }>;

type Dependencies = Readonly<{
  world: World;
  store: AlarmStore;
  events: EventSink;
  muteRules: Pick<MuteRules, 'isMuted'>;
  suppressionOf: (alarm: Alarm) => Suppression | undefined;
}>;

const inHistory = ({ value, reason, data }: AlarmState) => ({
  stateValue: value,
  stateReason: reason,
  ...(data === undefined ? {} : { stateReasonData: JSON.parse(data) }),
});

/** What an SNS topic is told: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html */
const messageOf = (alarm: Alarm, before: AlarmState, account: string): string =>
  JSON.stringify({
    AlarmName: alarm.name,
    AlarmDescription: alarm.description ?? null,
    AWSAccountId: account,
    AlarmArn: alarm.arn,
    NewStateValue: alarm.state.value,
    OldStateValue: before.value,
    NewStateReason: alarm.state.reason,
    StateChangeTime: alarmTime(alarm.state.updatedAt),
    Region: alarm.region,
  });

/**
 * The one way in which an alarm changes: history, event, actions, in this order. Suppression, mute rules and disabled actions
 * hold the actions back and never the event.
 */
export const createChangeState = ({ world, store, events, muteRules, suppressionOf }: Dependencies) => {
  const act = (alarm: Alarm, before: AlarmState): void => {
    if (!alarm.actionsEnabled || suppressionOf(alarm) !== undefined || muteRules.isMuted(alarm)) return;
    for (const topic of alarm.actions[alarm.state.value]) {
      store.remember(alarm, {
        type: 'Action',
        summary: `Successfully executed action ${topic}`,
        data: JSON.stringify({ actionState: 'Succeeded', notificationResource: topic }),
      });
      const input = {
        TopicArn: topic,
        Subject: `${alarm.state.value}: "${alarm.name}" in ${alarm.region}`.slice(0, 99),
        Message: messageOf(alarm, before, world.account),
      };
      const principal = { kind: 'service', service: 'cloudwatch.amazonaws.com' } as const;
      const call = { service: 'sns', operation: 'Publish', region: alarm.region, requestId: world.random.uuid() };
      world.dispatch({ ...call, principal, input }).catch(() => undefined);
    }
  };

  return (alarm: Alarm, { value, reason, data }: NewState): void => {
    const before = alarm.state;
    const now = world.clock.now();
    const isTransition = value !== before.value;
    alarm.state = { value, reason, data, updatedAt: now, transitionedAt: isTransition ? now : before.transitionedAt };
    if (!isTransition) return;
    store.remember(alarm, {
      type: 'StateUpdate',
      summary: `Alarm updated from ${before.value} to ${value}`,
      data: JSON.stringify({ version: '1.0', oldState: inHistory(before), newState: inHistory(alarm.state) }),
    });
    const event = { kind: 'resource', at: now, service: 'cloudwatch', region: alarm.region } as const;
    world.tell({ ...event, resource: `alarm/${alarm.name}`, status: value });
    events.emit(stateChange(alarm, before, suppressionOf(alarm)));
    act(alarm, before);
  };
};

export type ChangeState = ReturnType<typeof createChangeState>;
