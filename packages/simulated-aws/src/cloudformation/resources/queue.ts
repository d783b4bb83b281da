import * as z from 'zod';
import { generatedName, propertiesOf, type ResourceHandler } from '../resource-handler.ts';

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** FIFO queues and redrive policies are refused. */
const Queue = z.strictObject({
  QueueName: z.string().optional(),
  DelaySeconds: text.optional(),
  KmsDataKeyReusePeriodSeconds: text.optional(),
  KmsMasterKeyId: text.optional(),
  MaximumMessageSize: text.optional(),
  MessageRetentionPeriod: text.optional(),
  ReceiveMessageWaitTimeSeconds: text.optional(),
  SqsManagedSseEnabled: text.optional(),
  Tags: z.unknown().optional(),
  VisibilityTimeout: text.optional(),
});

const QueuePolicy = z.strictObject({ Queues: z.array(z.string()).min(1), PolicyDocument: z.unknown() });

export const createQueue: ResourceHandler = async (request) => {
  const { region, services } = request.context;
  const { QueueName, Tags: _, ...attributes } = propertiesOf(Queue, request);
  const name = QueueName ?? generatedName(request);
  const { url, arn } = services.queues.createQueue({ name, region, attributes: given(attributes) });
  return { physicalId: url, attributes: { Arn: arn, QueueName: name, QueueUrl: url } };
};

const given = (attributes: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

export const createQueuePolicy: ResourceHandler = async (request) => {
  const { region, services } = request.context;
  const { Queues, PolicyDocument } = propertiesOf(QueuePolicy, request);
  const attributes = { Policy: JSON.stringify(PolicyDocument) };
  for (const url of Queues) services.queues.setQueueAttributes({ url, region }, attributes);
  return { physicalId: generatedName(request), attributes: {} };
};
