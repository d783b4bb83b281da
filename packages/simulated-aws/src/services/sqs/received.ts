import type { ChangeMessageVisibilityRequest, DeleteMessageRequest } from '@aws-sdk/client-sqs';
import { AwsFault, type Call } from '../../call.ts';
import type { World } from '../../world.ts';
import { within } from './faults.ts';
import { isVisible, type Message, type Queue } from './queue.ts';
import type { Queues } from './queues.ts';

/** What is done with messages that were received. */
export function createReceived(world: World, queues: Queues, wake: (queue: Queue) => void) {
  const { clock, awsTime } = world;

  /** To delete what is not there any more succeeds, as with AWS. */
  const remove = (input: DeleteMessageRequest, call: Call): object => {
    const queue = queues.find(input.QueueUrl, call.region);
    checkHandle(input.ReceiptHandle);
    const message = byReceipt(queue, input.ReceiptHandle);
    queue.messages = queue.messages.filter((other) => other !== message);
    return {};
  };

  const changeVisibility = (input: ChangeMessageVisibilityRequest, call: Call): object => {
    const queue = queues.find(input.QueueUrl, call.region);
    checkHandle(input.ReceiptHandle);
    const message = byReceipt(queue, input.ReceiptHandle);
    if (message === undefined || isVisible(message, clock.now()))
      throw new AwsFault('MessageNotInflight', 'The message referred to is not in flight.');
    const hidden = within(input.VisibilityTimeout, { name: 'VisibilityTimeout', from: 0, to: 43_200, usual: 0 });
    message.visibleAt = clock.now() + awsTime(hidden);
    wake(queue);
    return {};
  };

  return { remove, changeVisibility };
}

function checkHandle(handle: string | undefined): void {
  if (/^[0-9a-f]{64}$/.test(handle ?? '')) return;
  const message = `The input receipt handle "${handle}" is not a valid receipt handle.`;
  throw new AwsFault('ReceiptHandleIsInvalid', message, { status: 404 });
}

const byReceipt = (queue: Queue, handle: string | undefined): Message | undefined =>
  queue.messages.find(({ receiptHandle }) => receiptHandle !== undefined && receiptHandle === handle);
