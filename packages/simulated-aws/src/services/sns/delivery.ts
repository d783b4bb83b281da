import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import type { World } from '../../world.ts';
import type { Topic } from './topics.ts';

export type DeliveredMessage = Readonly<{
  messageId: string;
  topicArn: string;
  subject: string | undefined;
  message: string;
  attributes: Readonly<Record<string, MessageAttributeValue>>;
  /** ISO 8601, as in SNS's own envelope. */
  publishedAt: string;
}>;

export type Listener = (message: DeliveredMessage) => void;

export type DeliverySettings = Readonly<{
  deliverySeconds: number;
  /** Share of messages that arrive twice, from 0 to 1: SNS promises at least once. */
  duplicateShare: number;
}>;

/** What SNS waits until it tries again to deliver from a Region that is silent. */
const retrySeconds = 20;

/** From a topic to those who listen to it in the simulation. A silent Region delivers once it is heard again. */
export const createDelivery = (world: World, settings: DeliverySettings) => {
  const listeners = new Map<string, readonly Listener[]>();

  const attempt = (topic: Topic, message: DeliveredMessage): void => {
    if (world.network.isCut(topic.region)) {
      world.clock.after(world.awsTime(retrySeconds), () => attempt(topic, message));
      return;
    }
    for (const listener of listeners.get(topic.arn) ?? []) listener(message);
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
};
