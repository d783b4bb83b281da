import type { PublishInput, PublishResponse } from '@aws-sdk/client-sns';
import { type Call, notSimulated } from '../../call.ts';
import type { SimulatedService } from '../../service.ts';
import type { World } from '../../world.ts';
import { encryptFor, type KeyFaults } from '../kms/use-key.ts';
import { createAttributes } from './attributes.ts';
import { createDelivery, type DeliverySettings, type Listener } from './delivery.ts';
import { checkMessage } from './message.ts';
import { createResources } from './resources.ts';
import { createSubscriptions } from './subscriptions.ts';
import { createTopicOperations } from './topic-operations.ts';
import { topicPolicyOf } from './topic-policy.ts';
import { createTopics, type Topics } from './topics.ts';

const usual: DeliverySettings = { deliverySeconds: 0.2, duplicateShare: 0 };

/** docs.aws.amazon.com/sns/latest/api/API_Publish.html#API_Publish_Errors */
const keyFaults: KeyFaults = {
  AccessDeniedException: 'KMSAccessDeniedException',
  DisabledException: 'KMSDisabledException',
  KMSInvalidStateException: 'KMSInvalidStateException',
  NotFoundException: 'KMSNotFoundException',
  ThrottlingException: 'KMSThrottlingException',
};

/**
 * Amazon SNS: standard topics.
 *
 * Models: topics, their policies and keys; Publish with its limits; delivery to queues and functions that let the topic in, and
 * to listeners of the simulation, at least once and some time later. Who must confirm a subscription never does.
 * From: docs.aws.amazon.com/sns/latest/api/API_Publish.html
 * Not modelled: FIFO topics, text messages and mobile targets, filter policies, raw delivery, dead letters.
 */
export function createSns(world: World, settings: Partial<DeliverySettings> = {}) {
  const topics = createTopics(world.account);
  const delivery = createDelivery(world, { ...usual, ...settings });
  const subscriptions = createSubscriptions(world, topics);
  const attributes = createAttributes(topics, world.account);

  const publish = createPublish(world, topics, delivery.send);

  const service: SimulatedService = {
    name: 'sns',
    operations: {
      Publish: publish,
      Subscribe: subscriptions.subscribe,
      ListSubscriptionsByTopic: subscriptions.listSubscriptionsByTopic,
      GetTopicAttributes: attributes.get,
      SetTopicAttributes: attributes.set,
      ...createTopicOperations(world.account, topics),
    },
    resources: createResources(world.account),
    policyOn: topics.policyOn,
  };

  return {
    ...service,
    createTopic: topics.create,
    setTopicPolicy: (topicArn: string, document: unknown): void => {
      const topic = topics.find(topicArn, topicArn.split(':')[3] ?? '');
      topic.policy = topicPolicyOf(JSON.stringify(document), topic.arn);
    },
    /** Listens from outside of AWS, as an operator's pager does. Returns what ends it. */
    subscribe: (topicArn: string, listener: Listener): (() => void) => {
      if (!topics.has(topicArn)) throw new Error(`There is no topic ${topicArn} to listen to.`);
      return delivery.subscribe(topicArn, listener);
    },
  };
}

const createPublish =
  (world: World, topics: Topics, send: ReturnType<typeof createDelivery>['send']) =>
  async (input: PublishInput, call: Call): Promise<PublishResponse> => {
    if (input.PhoneNumber !== undefined) throw notSimulated('sns:Publish with PhoneNumber');
    const topic = topics.find(input.TopicArn ?? input.TargetArn, call.region);
    const textFor = checkMessage(input);
    const message = textFor('default');
    if (topic.kmsKeyId !== undefined) await encryptFor(world, { keyId: topic.kmsKeyId, call, faults: keyFaults });
    const messageId = world.random.uuid();
    const attributes = input.MessageAttributes ?? {};
    const publishedAt = new Date(world.clock.now()).toISOString();
    send(topic, {
      messageId,
      topicArn: topic.arn,
      subject: input.Subject,
      message,
      textFor,
      attributes,
      publishedAt,
    });
    return { MessageId: messageId };
  };
