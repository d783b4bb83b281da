import { SNSClient } from '@aws-sdk/client-sns';
import * as z from 'zod';
import { ownRegion } from '../lambda/own-region.ts';
import { openTopic } from './open-topic.ts';

export const TopicSettings = z.object({ TOPIC_ARN: z.string().regex(/^arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:.+$/) });

/** For handlers. The topic and the executions are in one Region, that of the stack, so its ARN also tells people where to answer. */
export const connectTopic = ({ TOPIC_ARN }: z.output<typeof TopicSettings>) => ({
  publish: openTopic(new SNSClient(ownRegion), TOPIC_ARN),
  topic: TOPIC_ARN,
  region: TOPIC_ARN.split(':')[3] ?? '',
});
