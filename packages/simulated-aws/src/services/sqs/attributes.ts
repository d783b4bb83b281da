import { AwsFault, notSimulated } from '../../call.ts';
import { parseResourcePolicy, type ResourceStatement } from '../../identity/policy.ts';

const numbers = {
  VisibilityTimeout: { usual: 30, from: 0, to: 43_200 },
  DelaySeconds: { usual: 0, from: 0, to: 900 },
  ReceiveMessageWaitTimeSeconds: { usual: 0, from: 0, to: 20 },
  MessageRetentionPeriod: { usual: 345_600, from: 60, to: 1_209_600 },
  MaximumMessageSize: { usual: 1_048_576, from: 1024, to: 1_048_576 },
} as const;

const others = ['Policy', 'SqsManagedSseEnabled', 'KmsMasterKeyId', 'KmsDataKeyReusePeriodSeconds'];

/** The attributes that queues are given, as text: docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
export type QueueAttributes = Readonly<Record<string, string>>;

/** Standard queues only: what makes another kind of queue is refused by name. */
export function checkAttributes(operation: string, attributes: QueueAttributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (isNumberName(name)) checkNumber(name, value);
    else if (!others.includes(name)) throw notSimulated(`${operation} with the attribute ${name}`);
  }
}

type NumberName = keyof typeof numbers;

const isNumberName = (name: string): name is NumberName => Object.hasOwn(numbers, name);

function checkNumber(name: NumberName, text: string): void {
  const { from, to } = numbers[name];
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < from || value > to) throw invalidAttribute(name);
}

const invalidAttribute = (name: string) =>
  new AwsFault('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);

export const numberOf = (attributes: QueueAttributes, name: NumberName): number =>
  Number(attributes[name] ?? numbers[name].usual);

/** All of them, those that the queue was not given with their defaults. */
export const withDefaults = (attributes: QueueAttributes): QueueAttributes => ({
  ...Object.fromEntries(Object.entries(numbers).map(([name, { usual }]) => [name, String(usual)])),
  SqsManagedSseEnabled: 'true',
  ...attributes,
});

export function policyOf({ Policy }: QueueAttributes, queue: string): readonly ResourceStatement[] {
  if (Policy === undefined || Policy === '') return [];
  try {
    return parseResourcePolicy(JSON.parse(Policy), `${queue}/policy`);
  } catch (error) {
    if (error instanceof AwsFault) throw error;
    throw new AwsFault('InvalidAttributeValue', 'Invalid value for the parameter Policy.');
  }
}
