import type { MemberTable } from '../selection.ts';

export const sns: MemberTable = {
  Publish:
    'TopicArn TargetArn Message Subject MessageStructure MessageAttributes{*{DataType StringValue ' + 'BinaryValue}}',
  Subscribe: 'TopicArn Protocol Endpoint ReturnSubscriptionArn',
  ListSubscriptionsByTopic: 'TopicArn NextToken',
  GetTopicAttributes: 'TopicArn',
  SetTopicAttributes: 'TopicArn AttributeName AttributeValue',
  ListTopics: 'NextToken',
  ListSubscriptions: 'NextToken',
  CreateTopic: 'Name',
  DeleteTopic: 'TopicArn',
  Unsubscribe: 'SubscriptionArn',
};
