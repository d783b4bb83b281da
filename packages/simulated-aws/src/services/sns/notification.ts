import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import type { Call } from '../../call.ts';
import { defined } from '../../defined.ts';
import type { DeliveredMessage } from './delivered-message.ts';
import type { Subscription } from './topics.ts';

type Request = Pick<Call, 'service' | 'operation' | 'region' | 'input'>;

const kinds: Readonly<
  Record<string, (subscription: Subscription, message: DeliveredMessage) => Omit<Request, 'region'>>
> = {
  sqs: toQueue,
  lambda: toFunction,
};

/** The call that brings a message to a subscriber within AWS; undefined for those outside. */
export function notificationFor(subscription: Subscription, message: DeliveredMessage): Request | undefined {
  const request = subscription.isConfirmed ? kinds[subscription.protocol]?.(subscription, message) : undefined;
  return request === undefined ? undefined : { ...request, region: subscription.endpoint.split(':')[3] ?? '' };
}

function shownAttributes(attributes: Readonly<Record<string, MessageAttributeValue>>) {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { Type: DataType, Value: StringValue ?? Buffer.from(BinaryValue ?? []).toString('base64') },
    ]),
  );
}

/** docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html. Nothing signs it: TLS and certificates are not modelled. */
function envelope(message: DeliveredMessage, { arn, protocol }: Subscription) {
  const { messageId, topicArn, subject, publishedAt, attributes, textFor } = message;
  const region = topicArn.split(':')[3];
  return {
    ...{ Type: 'Notification', MessageId: messageId, TopicArn: topicArn },
    ...defined({ Subject: subject }),
    ...{ Message: textFor(protocol), Timestamp: publishedAt, SignatureVersion: '1', Signature: 'EXAMPLE' },
    SigningCertURL: `https://sns.${region}.amazonaws.com/SimpleNotificationService.pem`,
    UnsubscribeURL: `https://sns.${region}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${arn}`,
    ...(Object.keys(attributes).length === 0 ? {} : { MessageAttributes: shownAttributes(attributes) }),
  };
}

function toQueue(subscription: Subscription, message: DeliveredMessage): Omit<Request, 'region'> {
  return {
    service: 'sqs',
    operation: 'SendMessage',
    input: { QueueUrl: subscription.endpoint, MessageBody: JSON.stringify(envelope(message, subscription)) },
  };
}

/** docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
function toFunction(subscription: Subscription, message: DeliveredMessage): Omit<Request, 'region'> {
  const { SigningCertURL, UnsubscribeURL, ...rest } = envelope(message, subscription);
  const Sns = { ...rest, SigningCertUrl: SigningCertURL, UnsubscribeUrl: UnsubscribeURL };
  const record = { EventVersion: '1.0', EventSubscriptionArn: subscription.arn, EventSource: 'aws:sns', Sns };
  const Payload = new TextEncoder().encode(JSON.stringify({ Records: [record] }));
  return {
    service: 'lambda',
    operation: 'Invoke',
    input: { FunctionName: subscription.endpoint, InvocationType: 'Event', Payload },
  };
}
