import type {
  CreateTopicInput,
  CreateTopicResponse,
  DeleteTopicInput,
  ListSubscriptionsInput,
  ListSubscriptionsResponse,
  ListTopicsInput,
  ListTopicsResponse,
  UnsubscribeInput,
} from '@aws-sdk/client-sns';
import { type Call, notSimulated } from '../../call.ts';
import { type Page, pageOf } from '../page.ts';
import { invalidParameter } from './faults.ts';
import { shownSubscription } from './subscriptions.ts';
import type { Topics } from './topics.ts';

const pageSize = 100;

/** Topics and subscriptions of a Region. To remove what is not there succeeds: docs.aws.amazon.com/sns/latest/api/API_DeleteTopic.html */
export const createTopicOperations = (account: string, topics: Topics) => ({
  ListTopics: (input: ListTopicsInput, { region }: Call): ListTopicsResponse => {
    const { items, next } = pageOfAll(topics.inRegion(region), input.NextToken);
    return { Topics: items.map(({ arn }) => ({ TopicArn: arn })), NextToken: next };
  },
  ListSubscriptions: (input: ListSubscriptionsInput, { region }: Call): ListSubscriptionsResponse => {
    const all = topics.inRegion(region).flatMap((topic) => topic.subscriptions.map(shownSubscription(account, topic)));
    const { items, next } = pageOfAll(all, input.NextToken);
    return { Subscriptions: [...items], NextToken: next };
  },
  CreateTopic: (input: CreateTopicInput, { region }: Call): CreateTopicResponse => {
    return { TopicArn: topics.create({ name: checkedName(input.Name), region }) };
  },
  DeleteTopic: ({ TopicArn = '' }: DeleteTopicInput, { region }: Call): object => {
    if (topics.has(TopicArn)) topics.remove(topics.find(TopicArn, region));
    return {};
  },
  Unsubscribe: (input: UnsubscribeInput, { region }: Call): object => {
    const arn = checkedArn(input.SubscriptionArn);
    for (const { subscriptions } of topics.inRegion(region)) {
      const index = subscriptions.findIndex((subscription) => subscription.arn === arn);
      if (index >= 0) subscriptions.splice(index, 1);
    }
    return {};
  },
});

function pageOfAll<T>(all: readonly T[], token: string | undefined): Page<T> {
  const page = pageOf(all, pageSize, token);
  if (page === undefined) throw invalidParameter('NextToken');
  return page;
}

function checkedName(name = ''): string {
  if (name.endsWith('.fifo')) throw notSimulated('sns:CreateTopic of a FIFO topic');
  if (!/^[A-Za-z0-9_-]{1,256}$/.test(name)) throw invalidParameter('Topic Name');
  return name;
}

function checkedArn(arn = ''): string {
  if (!/^arn:aws:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]+:.+$/.test(arn)) throw invalidParameter('SubscriptionArn');
  return arn;
}
