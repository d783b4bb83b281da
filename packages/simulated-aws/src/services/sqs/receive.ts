import type { Message as ReceivedMessage, ReceiveMessageRequest, ReceiveMessageResult } from '@aws-sdk/client-sqs';
import type { Call } from '../../call.ts';
import type { World } from '../../world.ts';
import { decryptFor } from '../kms/use-key.ts';
import { numberOf } from './attributes.ts';
import { keyFaults, within } from './faults.ts';
import { isVisible, type Message, type Queue } from './queue.ts';
import type { Queues } from './queues.ts';
import { md5 } from './send.ts';

export function createReceiving(world: World, queues: Queues) {
  const { clock, random, awsTime } = world;
  const { wake, wait } = createWaiting();

  const take = (queue: Queue, input: ReceiveMessageRequest): Message[] => {
    const most = within(input.MaxNumberOfMessages, { name: 'MaxNumberOfMessages', from: 1, to: 10, usual: 1 });
    const usual = numberOf(queue.attributes, 'VisibilityTimeout');
    const hidden = within(input.VisibilityTimeout, { name: 'VisibilityTimeout', from: 0, to: 43_200, usual });
    const now = clock.now();
    const taken = queue.messages.filter((message) => isVisible(message, now)).slice(0, most);
    for (const message of taken) {
      message.visibleAt = now + awsTime(hidden);
      message.receiptHandle = random.hex(64);
      message.receivedTimes += 1;
      message.firstReceivedAt ??= now;
    }
    return taken;
  };

  /** When the first of the messages that are hidden now is seen again. */
  const nextVisibleAt = ({ messages }: Queue): number => Math.min(...messages.map(({ visibleAt }) => visibleAt));

  const receive = async (input: ReceiveMessageRequest, call: Call): Promise<ReceiveMessageResult> => {
    const queue = queues.find(input.QueueUrl, call.region);
    const usual = numberOf(queue.attributes, 'ReceiveMessageWaitTimeSeconds');
    const patience = within(input.WaitTimeSeconds, { name: 'WaitTimeSeconds', from: 0, to: 20, usual });
    const until = clock.now() + awsTime(patience);
    let messages = take(queue, input);
    while (messages.length === 0 && clock.now() < until) {
      await wait(world, queue, Math.min(until, nextVisibleAt(queue)) - clock.now());
      messages = take(queue, input);
    }
    for (const { dataKey } of messages)
      if (dataKey !== undefined) await decryptFor(world, { call, faults: keyFaults }, dataKey);
    return messages.length === 0 ? {} : { Messages: messages.map((message) => shown(message, input)) };
  };

  return { receive, wake };
}

/** Long polls that wait for a message, by queue. */
function createWaiting() {
  const waiting = new Map<string, Set<() => void>>();
  return {
    wake: ({ arn }: Queue): void => {
      for (const wake of waiting.get(arn) ?? []) wake();
    },
    /** Until a message arrives, or for so many ms. */
    wait: async ({ clock }: World, { arn }: Queue, forMs: number): Promise<void> => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const here = waiting.get(arn) ?? new Set();
      waiting.set(arn, here.add(resolve));
      const timer = clock.after(forMs, resolve);
      await promise;
      timer.cancel();
      here.delete(resolve);
    },
  };
}

function shown(message: Message, input: ReceiveMessageRequest): ReceivedMessage {
  const system = [...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])];
  const attributes = chosen(message.attributes, input.MessageAttributeNames ?? []);
  return {
    MessageId: message.id,
    ReceiptHandle: message.receiptHandle,
    Body: message.body,
    MD5OfBody: md5(message.body),
    ...(system.length === 0 ? {} : { Attributes: chosen(systemAttributesOf(message), system) }),
    ...(Object.keys(attributes).length === 0 ? {} : { MessageAttributes: attributes }),
  };
}

const chosen = <T>(all: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => isWanted(names, name)));

const isWanted = (names: readonly string[], name: string): boolean =>
  names.some((one) => one === 'All' || one === name || (one.endsWith('.*') && name.startsWith(one.slice(0, -1))));

const systemAttributesOf = (message: Message): Record<string, string> => ({
  SenderId: message.sender,
  SentTimestamp: String(message.sentAt),
  ApproximateReceiveCount: String(message.receivedTimes),
  ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
});
