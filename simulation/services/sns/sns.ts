import type { PublishInput, PublishResponse } from '@aws-sdk/client-sns';
import { type Call, notSimulated } from '../../call.ts';
import type { SimulatedService } from '../../service.ts';
import type { World } from '../../world.ts';
import { createDelivery, type DeliverySettings, type Listener } from './delivery.ts';
import { checkMessage } from './message.ts';
import { createSubscriptions } from './subscriptions.ts';
import { createTopicOperations } from './topic-operations.ts';
import { createTopics } from './topics.ts';

const usual: DeliverySettings = { deliverySeconds: 0.2, duplicateShare: 0 };

type TopicInput = Readonly<{ TopicArn?: string | undefined; TargetArn?: string | undefined }>;

const byTopic = ({ TopicArn, TargetArn }: TopicInput): readonly string[] => [TopicArn ?? TargetArn ?? '*'];

/** The ARN of a subscription is that of its topic and one part more. */
const byTopicOfSubscription = ({ SubscriptionArn = '*' }: { SubscriptionArn?: string | undefined }) => [
  SubscriptionArn.split(':').slice(0, 6).join(':'),
];

/**
 * Amazon SNS, standard topics: Publish with its limits, and delivery to listeners of the simulation, at least once and some time
 * later (docs.aws.amazon.com/sns/latest/api/API_Publish.html). Not modelled: FIFO topics, text messages and mobile targets
 * (refused by name), encryption, filter policies, delivery to what the Subscribe call names.
 */
export const createSns = (world: World, settings: Partial<DeliverySettings> = {}) => {
  const topics = createTopics(world.account);
  const delivery = createDelivery(world, { ...usual, ...settings });
  const subscriptions = createSubscriptions(world, topics);

  const publish = (input: PublishInput, { region }: Call): PublishResponse => {
    if (input.PhoneNumber !== undefined) throw notSimulated('sns:Publish with PhoneNumber');
    const topic = topics.find(input.TopicArn ?? input.TargetArn, region);
    const message = checkMessage(input);
    const messageId = world.random.uuid();
    const attributes = input.MessageAttributes ?? {};
    const publishedAt = new Date(world.clock.now()).toISOString();
    delivery.send(topic, { messageId, topicArn: topic.arn, subject: input.Subject, message, attributes, publishedAt });
    return { MessageId: messageId };
  };

  const service: SimulatedService = {
    name: 'sns',
    operations: {
      Publish: publish,
      Subscribe: subscriptions.subscribe,
      ListSubscriptionsByTopic: subscriptions.listSubscriptionsByTopic,
      GetTopicAttributes: subscriptions.getTopicAttributes,
      ...createTopicOperations(world.account, topics),
    },
    resources: {
      Publish: byTopic,
      Subscribe: byTopic,
      ListSubscriptionsByTopic: byTopic,
      GetTopicAttributes: byTopic,
      CreateTopic: ({ Name = '' }: { Name?: string | undefined }, { region }: Call) => [
        `arn:aws:sns:${region}:${world.account}:${Name}`,
      ],
      DeleteTopic: byTopic,
      Unsubscribe: byTopicOfSubscription,
    },
  };

  return {
    ...service,
    createTopic: topics.create,
    /** Listens from outside of AWS, as an operator's pager does. Returns what ends it. */
    subscribe: (topicArn: string, listener: Listener): (() => void) => {
      if (!topics.has(topicArn)) throw new Error(`There is no topic ${topicArn} to listen to.`);
      return delivery.subscribe(topicArn, listener);
    },
  };
};
