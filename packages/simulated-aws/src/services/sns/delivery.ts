import { AwsFault } from '../../call.ts';
import { TransientNetworkError } from '../../faults/transient-network-error.ts';
import type { World } from '../../world.ts';
import type { DeliveredMessage } from './delivered-message.ts';
import { notificationFor } from './notification.ts';
import type { Subscription, Topic } from './topics.ts';

/** What SNS waits until it tries again to deliver from a Region that is silent. */
const retrySeconds = 20;

export type DeliverySettings = Readonly<{
  deliverySeconds: number;
  /** Share of messages that arrive twice, from 0 to 1: SNS promises at least once. */
  duplicateShare: number;
}>;

export type Listener = (message: DeliveredMessage) => void;

/** From a topic to those who listen to it in the simulation. A silent Region delivers once it is heard again. */
export function createDelivery(world: World, settings: DeliverySettings) {
  const listeners = new Map<string, readonly Listener[]>();

  const attempt = (topic: Topic, message: DeliveredMessage): void => {
    if (world.network.isCut(topic.region)) {
      world.clock.after(world.awsTime(retrySeconds), () => attempt(topic, message));
      return;
    }
    for (const listener of listeners.get(topic.arn) ?? []) listener(message);
    for (const subscription of topic.subscriptions) notify(topic, subscription, message);
  };

  /** What refuses a message, does not get it: SNS tries again where nobody answers, and not what the endpoint has refused. */
  const notify = (topic: Topic, subscription: Subscription, message: DeliveredMessage): void => {
    const request = notificationFor(subscription, message);
    if (request === undefined) return;
    const principal = { kind: 'service', service: 'sns.amazonaws.com', sourceArn: topic.arn } as const;
    const call = { ...request, principal, from: topic.region, requestId: world.random.uuid() };
    world.dispatch(call).catch((error: unknown) => {
      if (error instanceof AwsFault) return;
      if (!(error instanceof TransientNetworkError)) throw error;
      world.clock.after(world.awsTime(retrySeconds), () => notify(topic, subscription, message));
    });
  };

  return {
    /** Returns what ends the subscription. */
    subscribe: (topicArn: string, listener: Listener): (() => void) => {
      listeners.set(topicArn, [...(listeners.get(topicArn) ?? []), listener]);
      return () => {
        const others = (listeners.get(topicArn) ?? []).filter((other) => other !== listener);
        listeners.set(topicArn, others);
      };
    },
    send: (topic: Topic, message: DeliveredMessage): void => {
      const times = world.random.next() < settings.duplicateShare ? 2 : 1;
      for (let time = 1; time <= times; time += 1)
        world.clock.after(world.awsTime(settings.deliverySeconds * time), () => attempt(topic, message));
    },
  };
}
