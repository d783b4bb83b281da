import type { Call } from '../../../call.ts';
import type { Timer } from '../../../clock/clock.ts';
import type { World } from '../../../world.ts';
import type { Alarm, AlarmState } from './alarm.ts';
import { messageOf, subjectOf } from './alarm-message.ts';
import type { AlarmStore } from './alarm-store.ts';
import type { MuteRules } from './mute-rules.ts';

export type Actions = ReturnType<typeof createActions>;

type Muted = Readonly<{ alarm: Alarm; before: AlarmState; timer: Timer }>;

/**
 * The actions of a state: messages to SNS, tried once. Those of an alarm with disabled actions are lost; those of a muted one are
 * taken when it is muted no longer, if it is in ALARM then: API_DeleteAlarmMuteRule.html, and the end of a window is taken alike.
 */
export function createActions(world: World, store: AlarmStore, rules: Pick<MuteRules, 'mutedUntil'>) {
  const muted = new Map<string, Muted>();

  const perform = (alarm: Alarm, before: AlarmState): void => {
    const callTo = callOf(alarm, before, world);
    for (const topic of alarm.actions[alarm.state.value]) void publishTo(topic, callTo(topic), { world, store, alarm });
  };

  const forget = (arn: string): void => {
    muted.get(arn)?.timer.cancel();
    muted.delete(arn);
  };

  const run = (alarm: Alarm, before: AlarmState): void => {
    forget(alarm.arn);
    if (!alarm.actionsEnabled) return;
    const until = rules.mutedUntil(alarm);
    if (until === undefined) {
      perform(alarm, before);
      return;
    }
    const timer = world.clock.after(until - world.clock.now(), () => unmute(alarm, before));
    muted.set(alarm.arn, { alarm, before, timer });
  };

  const unmute = (alarm: Alarm, before: AlarmState): void => {
    forget(alarm.arn);
    if (alarm.state.value === 'ALARM') run(alarm, before);
  };

  return {
    run,
    forget: ({ arn }: Alarm): void => forget(arn),
    /** After a change of mute rules. */
    reconsider: (): void => {
      for (const { alarm, before } of [...muted.values()])
        if (rules.mutedUntil(alarm) === undefined) unmute(alarm, before);
    },
    close: (): void => {
      for (const arn of [...muted.keys()]) forget(arn);
    },
  };
}

function callOf(alarm: Alarm, before: AlarmState, { account, random }: World) {
  const { region } = alarm;
  const principal = { kind: 'service', service: 'cloudwatch.amazonaws.com', sourceArn: alarm.arn } as const;
  const input = { Subject: subjectOf(alarm), Message: messageOf(alarm, before, account) };
  return (topic: string): Call => ({
    ...{ service: 'sns', operation: 'Publish', region, from: region, requestId: random.uuid(), principal },
    input: { TopicArn: topic, ...input },
  });
}

type Publishing = Readonly<{ world: World; store: AlarmStore; alarm: Alarm }>;

async function publishTo(topic: string, call: Call, { world, store, alarm }: Publishing): Promise<void> {
  const told = {
    stateUpdateTimestamp: alarm.state.updatedAt,
    notificationResource: topic,
    publishedMessage: call.input.Message,
  };
  try {
    await world.dispatch(call);
    const data = JSON.stringify({ actionState: 'Succeeded', ...told, error: null });
    store.remember(alarm, { type: 'Action', summary: `Successfully executed action ${topic}`, data });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const data = JSON.stringify({ actionState: 'Failed', ...told, error: reason });
    const summary = `Failed to execute action ${topic}. Received error: "${reason}"`;
    store.remember(alarm, { type: 'Action', summary, data });
  }
}
