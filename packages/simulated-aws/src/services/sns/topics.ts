import { AwsFault } from '../../call.ts';
import type { ResourcePolicy } from '../../identity/resource-policy.ts';
import { invalidParameter } from './faults.ts';
import { defaultPolicyOf, type TopicPolicy } from './topic-policy.ts';

export type Topics = ReturnType<typeof createTopics>;

export type Subscription = Readonly<{ arn: string; protocol: string; endpoint: string; isConfirmed: boolean }>;

export type Topic = Readonly<{ arn: string; name: string; region: string; subscriptions: Subscription[] }> & {
  policy: TopicPolicy;
  displayName: string;
  /** Id, ARN or alias of the key that messages are kept under. */
  kmsKeyId: string | undefined;
};

export type TopicSettings = Readonly<{ name: string; region: string; arn?: string; kmsKeyId?: string }>;

export function createTopics(account: string) {
  const topics = new Map<string, Topic>();
  return {
    /** Returns the ARN. The same name again is the same topic, as with CreateTopic. */
    create: ({ name, region, kmsKeyId, arn = `arn:aws:sns:${region}:${account}:${name}` }: TopicSettings): string => {
      const policy = defaultPolicyOf(arn, account);
      if (!topics.has(arn))
        topics.set(arn, { arn, name, region, subscriptions: [], policy, displayName: '', kmsKeyId });
      return arn;
    },
    /** Topics are known in their own Region only: docs.aws.amazon.com/sns/latest/api/API_Publish.html */
    find: (arn: string | undefined, region: string): Topic => {
      if (arn === undefined) throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
      const [prefix, , service, topicRegion, topicAccount, name] = arn.split(':');
      if (prefix !== 'arn' || service !== 'sns' || !topicAccount || !name || topicRegion !== region)
        throw invalidParameter('TopicArn');
      const topic = topics.get(arn);
      if (topic === undefined) throw new AwsFault('NotFoundException', 'Topic does not exist', { status: 404 });
      return topic;
    },
    inRegion: (region: string): Topic[] => [...topics.values()].filter((topic) => topic.region === region),
    remove: ({ arn }: Topic): void => void topics.delete(arn),
    has: (arn: string): boolean => topics.has(arn),
    policyOn: (arn: string): ResourcePolicy | undefined => topics.get(arn)?.policy,
  };
}
