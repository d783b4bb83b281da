import type { MemberTable } from '../selection.ts';

export const sqs: MemberTable = {
  CreateQueue: 'QueueName Attributes tags',
  DeleteQueue: 'QueueUrl',
  GetQueueUrl: 'QueueName',
  GetQueueAttributes: 'QueueUrl AttributeNames',
  SetQueueAttributes: 'QueueUrl Attributes',
  ListQueues: 'QueueNamePrefix NextToken MaxResults',
  PurgeQueue: 'QueueUrl',
  SendMessage: 'QueueUrl MessageBody DelaySeconds MessageAttributes{*{DataType StringValue BinaryValue}}',
  ReceiveMessage:
    'QueueUrl AttributeNames MessageSystemAttributeNames MessageAttributeNames MaxNumberOfMessages ' +
    'VisibilityTimeout WaitTimeSeconds',
  DeleteMessage: 'QueueUrl ReceiptHandle',
  ChangeMessageVisibility: 'QueueUrl ReceiptHandle VisibilityTimeout',
};
