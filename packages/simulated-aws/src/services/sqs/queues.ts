import { AwsFault, notSimulated } from '../../call.ts';
import type { ResourcePolicy } from '../../identity/resource-policy.ts';
import type { World } from '../../world.ts';
import { checkAttributes, numberOf, policyOf, type QueueAttributes, withDefaults } from './attributes.ts';
import { noSuchQueue } from './faults.ts';
import type { Queue } from './queue.ts';

const queueName = /^[A-Za-z0-9_-]{1,80}$/;

export type Queues = ReturnType<typeof createQueues>;

export type QueueSettings = Readonly<{ name: string; region: string; attributes?: QueueAttributes }>;

/** Queues by ARN. */
export function createQueues({ account, clock, awsTime }: World) {
  const queues = new Map<string, Queue>();
  const arnOf = (name: string, region: string) => `arn:aws:sqs:${region}:${account}:${name}`;

  const create = ({ name, region, attributes = {} }: QueueSettings): Queue => {
    checkName(name);
    checkAttributes('sqs:CreateQueue', attributes);
    const arn = arnOf(name, region);
    const known = queues.get(arn);
    if (known !== undefined && !isSame(known.attributes, attributes))
      throw new AwsFault('QueueNameExists', 'A queue already exists with the same name and a different value.');
    if (known !== undefined) return known;
    const url = `https://sqs.${region}.amazonaws.com/${account}/${name}`;
    const policy = policyOf(attributes, name);
    const now = clock.now();
    const queue: Queue = { name, arn, url, region, createdAt: now, modifiedAt: now, attributes, policy, messages: [] };
    queues.set(arn, queue);
    return queue;
  };

  const setAttributes = (queue: Queue, changed: QueueAttributes): void => {
    checkAttributes('sqs:SetQueueAttributes', changed);
    const attributes = { ...queue.attributes, ...changed };
    queue.policy = policyOf(attributes, queue.name);
    queue.attributes = attributes;
    queue.modifiedAt = clock.now();
  };

  /** By its URL, whose last part is the name; older clients give the ARN. */
  const arnOfUrl = (url: string, region: string) => (url.startsWith('arn:') ? url : arnOf(nameIn(url), region));

  const dropExpired = (queue: Queue): void => {
    const oldest = clock.now() - awsTime(numberOf(queue.attributes, 'MessageRetentionPeriod'));
    queue.messages = queue.messages.filter(({ sentAt }) => sentAt >= oldest);
  };

  const find = (url: string | undefined, region: string): Queue => {
    const queue = queues.get(arnOfUrl(url ?? '', region));
    if (queue === undefined || queue.region !== region) throw noSuchQueue();
    if (queue.messages.length > 0) dropExpired(queue);
    return queue;
  };

  const inRegion = (region: string): readonly Queue[] => [...queues.values()].filter((one) => one.region === region);

  const remove = ({ arn }: Queue): boolean => queues.delete(arn);

  const policyOn = (arn: string): ResourcePolicy | undefined => {
    const queue = queues.get(arn);
    return queue === undefined ? undefined : { statements: queue.policy };
  };

  return { create, setAttributes, find, inRegion, remove, arnOf, arnOfUrl, policyOn };
}

function checkName(name: string): void {
  if (name.endsWith('.fifo')) throw notSimulated('sqs:CreateQueue of a FIFO queue');
  if (!queueName.test(name))
    throw new AwsFault(
      'InvalidParameterValue',
      'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    );
}

const isSame = (left: QueueAttributes, right: QueueAttributes): boolean =>
  Object.entries(right).every(([name, value]) => withDefaults(left)[name] === value);

const nameIn = (url: string): string => url.split('/').at(-1) ?? '';
