import type { StateValue } from '@aws-sdk/client-cloudwatch';
import type { EventSink } from '../../../event-sink.ts';
import type { World } from '../../../world.ts';
import type { Actions } from './actions.ts';
import type { Alarm, AlarmState, Trigger } from './alarm.ts';
import type { AlarmStore } from './alarm-store.ts';
import { stateChange } from './state-event.ts';
import type { SuppressionOfAlarms } from './suppression.ts';

export type ChangeState = ReturnType<typeof createChangeState>;

type Dependencies = Readonly<{
  world: World;
  store: AlarmStore;
  events: EventSink;
  actions: Pick<Actions, 'run' | 'forget'>;
  suppression: Pick<SuppressionOfAlarms, 'of' | 'holdBack' | 'follow'>;
}>;

type NewState = Readonly<{
  value: StateValue;
  reason: string;
  data?: string | undefined;
  triggers?: readonly Trigger[];
}>;

/**
 * The one way in which an alarm changes: history, event, actions, in this order. Suppression, mute rules and disabled actions
 * hold the actions back and never the event. A state that is told again is no transition.
 */
export function createChangeState({ world, store, events, actions, suppression }: Dependencies) {
  const remember = (alarm: Alarm, before: AlarmState): void => {
    store.remember(alarm, {
      type: 'StateUpdate',
      summary: `Alarm updated from ${before.value} to ${alarm.state.value}`,
      data: JSON.stringify({ version: '1.0', oldState: inHistory(before), newState: inHistory(alarm.state) }),
    });
    const { updatedAt: at, value: status } = alarm.state;
    const resource = `alarm/${alarm.name}`;
    world.tell({ kind: 'resource', at, service: 'cloudwatch', region: alarm.region, resource, status });
  };

  return (alarm: Alarm, { value, reason, data, triggers }: NewState): void => {
    const before = alarm.state;
    const suppressedBefore = suppression.of(alarm);
    const now = world.clock.now();
    const isTransition = value !== before.value;
    const transitionedAt = isTransition ? now : before.transitionedAt;
    alarm.state = { value, reason, data, triggers, updatedAt: now, transitionedAt };
    if (!isTransition) return;
    remember(alarm, before);
    actions.forget(alarm);
    const isHeldBack = suppression.holdBack(alarm, before);
    events.emit(stateChange(alarm, { before, suppressedBefore, suppressed: suppression.of(alarm) }));
    if (!isHeldBack) actions.run(alarm, before);
    suppression.follow(alarm);
  };
}

const inHistory = ({ value, reason, data }: AlarmState) => ({
  stateValue: value,
  stateReason: reason,
  ...(data === undefined ? {} : { stateReasonData: JSON.parse(data) }),
});
