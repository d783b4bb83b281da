import type { Call } from '../../call.ts';
import type { SimulatedService } from '../../service.ts';

/** docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html */
export const createResources = (account: string): SimulatedService['resources'] => ({
  Publish: byTopic,
  Subscribe: byTopic,
  ListSubscriptionsByTopic: byTopic,
  GetTopicAttributes: byTopic,
  SetTopicAttributes: byTopic,
  CreateTopic: ({ Name = '' }: { Name?: string | undefined }, { region }: Call) => [
    `arn:aws:sns:${region}:${account}:${Name}`,
  ],
  DeleteTopic: byTopic,
  Unsubscribe: byTopicOfSubscription,
});

type TopicInput = Readonly<{ TopicArn?: string | undefined; TargetArn?: string | undefined }>;

const byTopic = ({ TopicArn, TargetArn }: TopicInput): readonly string[] => [TopicArn ?? TargetArn ?? '*'];

/** The ARN of a subscription is that of its topic and one part more. */
const byTopicOfSubscription = ({ SubscriptionArn = '*' }: { SubscriptionArn?: string | undefined }) => [
  SubscriptionArn.split(':').slice(0, 6).join(':'),
];
