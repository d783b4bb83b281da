import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { ResourceStatement } from '../../identity/policy.ts';
import type { QueueAttributes } from './attributes.ts';

/** Times in ms on the world's clock. */
export type Message = {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
  readonly sender: string;
  readonly sentAt: number;
  visibleAt: number;
  receiptHandle?: string;
  receivedTimes: number;
  firstReceivedAt?: number;
  /** What the message is kept under, where the queue has a key. */
  readonly dataKey?: unknown;
};

export type Queue = {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly region: string;
  readonly createdAt: number;
  modifiedAt: number;
  attributes: QueueAttributes;
  policy: readonly ResourceStatement[];
  messages: Message[];
};

export const isVisible = ({ visibleAt }: Message, now: number): boolean => visibleAt <= now;
