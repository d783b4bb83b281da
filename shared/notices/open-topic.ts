import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Notice } from './notice.ts';

/** Answers SNS's own id of the message. */
export type Publish = (notice: Notice) => Promise<string>;

/** A notice that is for nobody by name has no attribute, so a subscription that filters by `contact` does not get it. */
export const openTopic =
  (client: SNSClient, topicArn: string): Publish =>
  async (notice) => {
    const { subject, message } = notice;
    const { MessageId } = await client.send(
      new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: message, ...attributesOf(notice) }),
    );
    return MessageId ?? 'unknown';
  };

const attributesOf = ({ contact }: Notice) =>
  contact === undefined ? {} : { MessageAttributes: { contact: { DataType: 'String', StringValue: contact } } };
