import type { Call } from '../../call.ts';
import type { SimulatedService } from '../../service.ts';
import type { World } from '../../world.ts';
import type { MetricSink } from '../cloudwatch/cloudwatch.ts';
import { createAdministration } from './administration.ts';
import type { QueueAttributes } from './attributes.ts';
import { createDepthMetric } from './depth.ts';
import { createQueues, type QueueSettings, type Queues } from './queues.ts';
import { createReceiving } from './receive.ts';
import { createReceived } from './received.ts';
import { sendMessage } from './send.ts';

/**
 * Amazon SQS: standard queues.
 *
 * Models: visibility timeouts, delays, long polling on the clock, retention, the queue's own policy and key, the metric of
 * its depth.
 * From: docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference and
 * docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide
 * Not modelled: FIFO queues, redrive to dead letters and back, batches, that data keys are used again, the limit of messages
 * in flight, order and duplicates other than those that senders and timeouts make, checksums of attributes.
 */
export function createSqs(world: World, { metrics }: { metrics: MetricSink }) {
  const queues = createQueues(world);
  const administration = createAdministration(world, queues);
  const receiving = createReceiving(world, queues);
  const watchDepth = createDepthMetric(world, metrics);
  const send = sendMessage(world, queues, (queue) => {
    watchDepth(queue);
    receiving.wake(queue);
  });

  const received = createReceived(world, queues, receiving.wake);

  return {
    name: 'sqs',
    operations: {
      CreateQueue: administration.create,
      DeleteQueue: administration.remove,
      GetQueueUrl: administration.getUrl,
      GetQueueAttributes: administration.getAttributes,
      SetQueueAttributes: administration.setAttributes,
      ListQueues: administration.list,
      PurgeQueue: administration.purge,
      SendMessage: send,
      ReceiveMessage: receiving.receive,
      DeleteMessage: received.remove,
      ChangeMessageVisibility: received.changeVisibility,
    },
    resources: resourcesOf(queues),
    policyOn: queues.policyOn,

    createQueue: (settings: QueueSettings): { url: string; arn: string } => {
      const { url, arn } = queues.create(settings);
      return { url, arn };
    },
    setQueueAttributes: (at: { url: string; region: string }, attributes: QueueAttributes): void =>
      queues.setAttributes(queues.find(at.url, at.region), attributes),
    /** What lies in a queue, seen or hidden, without taking it. */
    messagesIn: (at: { url: string; region: string }) =>
      queues.find(at.url, at.region).messages.map(({ body, attributes }) => ({ body, attributes })),
  } satisfies SimulatedService & Record<string, unknown>;
}

/** docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html */
function resourcesOf({ arnOf, arnOfUrl }: Queues): SimulatedService['resources'] {
  const byUrl = ({ QueueUrl = '' }: { QueueUrl?: string | undefined }, { region }: Call) => [
    arnOfUrl(QueueUrl, region),
  ];
  const byName = ({ QueueName = '' }: { QueueName?: string | undefined }, { region }: Call) => [
    arnOf(QueueName, region),
  ];
  return {
    CreateQueue: byName,
    GetQueueUrl: byName,
    DeleteQueue: byUrl,
    GetQueueAttributes: byUrl,
    SetQueueAttributes: byUrl,
    PurgeQueue: byUrl,
    SendMessage: byUrl,
    ReceiveMessage: byUrl,
    DeleteMessage: byUrl,
    ChangeMessageVisibility: byUrl,
  };
}
