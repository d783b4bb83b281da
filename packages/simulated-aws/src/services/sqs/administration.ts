import type {
  CreateQueueRequest,
  DeleteQueueRequest,
  GetQueueAttributesRequest,
  GetQueueUrlRequest,
  ListQueuesRequest,
  PurgeQueueRequest,
  SetQueueAttributesRequest,
} from '@aws-sdk/client-sqs';
import { AwsFault, type Call } from '../../call.ts';
import type { World } from '../../world.ts';
import { pageOf } from '../page.ts';
import { withDefaults } from './attributes.ts';
import { invalidValue } from './faults.ts';
import { isVisible, type Queue } from './queue.ts';
import type { Queues } from './queues.ts';

const mostListed = 1000;
const purgeSeconds = 60;

export function createAdministration({ clock, awsTime }: World, queues: Queues) {
  const purgedAt = new Map<string, number>();

  const create = (input: CreateQueueRequest, { region, endpoint }: Call) => {
    const queue = queues.create({ name: input.QueueName ?? '', region, attributes: input.Attributes ?? {} });
    return { QueueUrl: urlFor(queue, endpoint) };
  };

  const setAttributes = (input: SetQueueAttributesRequest, { region }: Call) => {
    queues.setAttributes(queues.find(input.QueueUrl, region), input.Attributes ?? {});
    return {};
  };

  const getAttributes = (input: GetQueueAttributesRequest, { region }: Call) => {
    const queue = queues.find(input.QueueUrl, region);
    const all = { ...withDefaults(queue.attributes), ...measuredOf(queue, clock.now()) };
    return { Attributes: chosen(all, input.AttributeNames ?? []) };
  };

  const getUrl = (input: GetQueueUrlRequest, { region, endpoint }: Call) => {
    return { QueueUrl: urlFor(queues.find(input.QueueName, region), endpoint) };
  };

  const list = ({ QueueNamePrefix = '', MaxResults, NextToken }: ListQueuesRequest, { region, endpoint }: Call) => {
    const found = queues.inRegion(region).filter(({ name }) => name.startsWith(QueueNamePrefix));
    const page = pageOf(found, MaxResults ?? mostListed, NextToken);
    if (page === undefined) throw invalidValue('NextToken', NextToken);
    const next = MaxResults === undefined || page.next === undefined ? {} : { NextToken: page.next };
    return page.items.length === 0 ? {} : { QueueUrls: page.items.map((queue) => urlFor(queue, endpoint)), ...next };
  };

  const purge = ({ QueueUrl }: PurgeQueueRequest, { region }: Call) => {
    const queue = queues.find(QueueUrl, region);
    const last = purgedAt.get(queue.arn);
    if (last !== undefined && clock.now() < last + awsTime(purgeSeconds))
      throw new AwsFault(
        'PurgeQueueInProgress',
        `Only one PurgeQueue operation on ${queue.name} is allowed every ${purgeSeconds} seconds.`,
        { status: 403 },
      );
    purgedAt.set(queue.arn, clock.now());
    queue.messages = [];
    return {};
  };

  const remove = ({ QueueUrl }: DeleteQueueRequest, { region }: Call) => {
    queues.remove(queues.find(QueueUrl, region));
    return {};
  };

  return { create, setAttributes, getAttributes, getUrl, list, purge, remove };
}

/** Some clients turn to the host of the URL: it is the one that they asked. */
const urlFor = ({ url }: Queue, endpoint: string | undefined): string =>
  endpoint === undefined ? url : `${endpoint}${new URL(url).pathname}`;

function measuredOf(queue: Queue, now: number): Record<string, string> {
  const visible = queue.messages.filter((message) => isVisible(message, now)).length;
  const delayed = queue.messages.filter((one) => !isVisible(one, now) && one.receivedTimes === 0).length;
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    ApproximateNumberOfMessagesNotVisible: String(queue.messages.length - visible - delayed),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
  };
}

/** Of a standard queue that was not given them they are left out; those of FIFO queues it does not know. */
const unset = ['Policy', 'RedrivePolicy', 'RedriveAllowPolicy', 'KmsMasterKeyId', 'KmsDataKeyReusePeriodSeconds'];

function chosen(all: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  const unknown = names.find((name) => name !== 'All' && !unset.includes(name) && !(name in all));
  if (unknown !== undefined) throw new AwsFault('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes('All') || names.includes(name)));
}
