import type { GetTopicAttributesInput, GetTopicAttributesResponse, SetTopicAttributesInput } from '@aws-sdk/client-sns';
import { type Call, notSimulated } from '../../call.ts';
import { defined } from '../../defined.ts';
import { topicPolicyOf } from './topic-policy.ts';
import type { Topic, Topics } from './topics.ts';

/** docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html, those of standard topics that change what is modelled. */
const settings: Readonly<Record<string, (topic: Topic, value: string) => void>> = {
  Policy: (topic, value) => {
    topic.policy = topicPolicyOf(value, topic.arn);
  },
  DisplayName: (topic, value) => {
    topic.displayName = value;
  },
  KmsMasterKeyId: (topic, value) => {
    topic.kmsKeyId = value === '' ? undefined : value;
  },
};

export function createAttributes(topics: Topics, account: string) {
  const get = (input: GetTopicAttributesInput, { region }: Call): GetTopicAttributesResponse => {
    const topic = topics.find(input.TopicArn, region);
    return {
      Attributes: {
        TopicArn: topic.arn,
        Owner: account,
        DisplayName: topic.displayName,
        Policy: topic.policy.text,
        SubscriptionsConfirmed: count(topic, true),
        SubscriptionsPending: count(topic, false),
        SubscriptionsDeleted: '0',
        ...defined({ KmsMasterKeyId: topic.kmsKeyId }),
      },
    };
  };

  const set = ({ TopicArn, AttributeName = '', AttributeValue = '' }: SetTopicAttributesInput, { region }: Call) => {
    const topic = topics.find(TopicArn, region);
    const change = Object.hasOwn(settings, AttributeName) ? settings[AttributeName] : undefined;
    if (change === undefined) throw notSimulated(`sns:SetTopicAttributes with the attribute ${AttributeName}`);
    change(topic, AttributeValue);
    return {};
  };

  return { get, set };
}

const count = (topic: Topic, isConfirmed: boolean): string =>
  String(topic.subscriptions.filter((subscription) => subscription.isConfirmed === isConfirmed).length);
