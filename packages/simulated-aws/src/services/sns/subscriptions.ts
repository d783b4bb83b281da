import type {
  ListSubscriptionsByTopicInput,
  ListSubscriptionsByTopicResponse,
  SubscribeInput,
  SubscribeResponse,
} from '@aws-sdk/client-sns';
import { type Call, notSimulated } from '../../call.ts';
import { defined } from '../../defined.ts';
import type { World } from '../../world.ts';
import { pageOf } from '../page.ts';
import { invalidParameter } from './faults.ts';
import type { Subscription, Topic, Topics } from './topics.ts';

const pageSize = 100;

/** Those that a person or a server must confirm first, and those that are confirmed by belonging to the account. */
const isConfirmedAtOnce: Readonly<Record<string, boolean>> = {
  http: false,
  https: false,
  email: false,
  'email-json': false,
  sqs: true,
  lambda: true,
};

export const shownSubscription =
  (account: string, topic: Topic) =>
  ({ arn, protocol, endpoint, isConfirmed }: Subscription) => ({
    SubscriptionArn: isConfirmed ? arn : 'PendingConfirmation',
    Owner: account,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: topic.arn,
  });

/** Subscriptions that the API knows of: delivery.ts brings messages to those within AWS. */
export function createSubscriptions({ account, random }: World, topics: Topics) {
  const subscribe = (input: SubscribeInput, { region }: Call): SubscribeResponse => {
    const topic = topics.find(input.TopicArn, region);
    const { Protocol = '', Endpoint = '', ReturnSubscriptionArn = false } = input;
    const isConfirmed = isConfirmedAtOnce[Protocol];
    if (isConfirmed === undefined) throw notSimulated(`sns:Subscribe with the protocol ${Protocol}`);
    if (Endpoint === '') throw invalidParameter('Endpoint');
    const isSame = (other: Subscription) => other.protocol === Protocol && other.endpoint === Endpoint;
    const existing = topic.subscriptions.find(isSame);
    const arn = existing?.arn ?? `${topic.arn}:${random.uuid()}`;
    if (existing === undefined) topic.subscriptions.push({ arn, protocol: Protocol, endpoint: Endpoint, isConfirmed });
    return { SubscriptionArn: isConfirmed || ReturnSubscriptionArn ? arn : 'pending confirmation' };
  };

  const listSubscriptionsByTopic = (
    input: ListSubscriptionsByTopicInput,
    { region }: Call,
  ): ListSubscriptionsByTopicResponse => {
    const topic = topics.find(input.TopicArn, region);
    const page = pageOf(topic.subscriptions, pageSize, input.NextToken);
    if (page === undefined) throw invalidParameter('NextToken');
    return {
      Subscriptions: page.items.map(shownSubscription(account, topic)),
      ...defined({ NextToken: page.next }),
    };
  };

  return { subscribe, listSubscriptionsByTopic };
}
