import type { MessageAttributeValue } from '@aws-sdk/client-sns';

export type DeliveredMessage = Readonly<{
  messageId: string;
  topicArn: string;
  subject: string | undefined;
  /** For every protocol of which the publisher said nothing else. */
  message: string;
  textFor: (protocol: string) => string;
  attributes: Readonly<Record<string, MessageAttributeValue>>;
  /** ISO 8601, as in SNS's own envelope. */
  publishedAt: string;
}>;
