import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Notice } from './notice.ts';

/** Answers SNS's own id of the message. */
export type Publish = (notice: Notice) => Promise<string>;

export const openTopic =
  (client: SNSClient, topicArn: string): Publish =>
  async ({ subject, message }) => {
    const { MessageId } = await client.send(
      new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: message }),
    );
    return MessageId ?? 'unknown';
  };
