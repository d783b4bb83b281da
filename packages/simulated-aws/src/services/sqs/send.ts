import { createHash } from 'node:crypto';
import type { SendMessageRequest, SendMessageResult } from '@aws-sdk/client-sqs';
import { AwsFault, type Call } from '../../call.ts';
import type { World } from '../../world.ts';
import { encryptFor } from '../kms/use-key.ts';
import { numberOf } from './attributes.ts';
import { keyFaults, missing, within } from './faults.ts';
import type { Message, Queue } from './queue.ts';
import type { Queues } from './queues.ts';

const mostAttributes = 10;

export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

export const sendMessage =
  (world: World, queues: Queues, arrived: (queue: Queue) => void) =>
  async (input: SendMessageRequest, call: Call): Promise<SendMessageResult> => {
    const queue = queues.find(input.QueueUrl, call.region);
    const { body, attributes } = checked(queue, input);
    const usual = numberOf(queue.attributes, 'DelaySeconds');
    const delay = within(input.DelaySeconds, { name: 'DelaySeconds', from: 0, to: 900, usual });
    const keyId = queue.attributes.KmsMasterKeyId;
    const key = keyId === undefined ? {} : { dataKey: await encryptFor(world, { keyId, call, faults: keyFaults }) };
    const sentAt = world.clock.now();
    const visibleAt = sentAt + world.awsTime(delay);
    const id = world.random.uuid();
    queue.messages.push({ id, body, attributes, sender: senderOf(call), sentAt, visibleAt, receivedTimes: 0, ...key });
    arrived(queue);
    return { MessageId: id, MD5OfMessageBody: md5(body) };
  };

function checked(queue: Queue, input: SendMessageRequest): Pick<Message, 'body' | 'attributes'> {
  const { MessageBody: body, MessageAttributes: attributes = {} } = input;
  if (body === undefined || body === '') throw missing('MessageBody');
  if (Object.keys(attributes).length > mostAttributes)
    throw new AwsFault('InvalidParameterValue', 'Number of message attributes exceeds the allowed maximum 10.');
  const limit = numberOf(queue.attributes, 'MaximumMessageSize');
  if (bytesOf(body, attributes) > limit)
    throw new AwsFault(
      'InvalidParameterValue',
      `One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`,
    );
  return { body, attributes };
}

function bytesOf(body: string, attributes: Message['attributes']): number {
  let bytes = Buffer.byteLength(body);
  for (const [name, { DataType = '', StringValue = '', BinaryValue }] of Object.entries(attributes))
    bytes += Buffer.byteLength(name + DataType + StringValue) + (BinaryValue?.length ?? 0);
  return bytes;
}

function senderOf({ principal }: Call): string {
  if (principal.kind === 'role') return `AROAROLE:${principal.session ?? 'session'}`;
  return principal.kind === 'service' ? principal.service : principal.name;
}
