import type { World } from '../../world.ts';
import type { MetricSink } from '../cloudwatch/cloudwatch.ts';
import { isVisible, type Queue } from './queue.ts';

const everySeconds = 60;

/**
 * Each minute the depth of each queue that holds something, and once more when it is empty again; AWS does so for every
 * queue that was used in the last six hours, which would keep a timer alive for nothing
 * (docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html).
 */
export function createDepthMetric({ clock, awsTime }: World, metrics: MetricSink) {
  const watched = new Set<Queue>();

  const publish = (queue: Queue, name: string, value: number): void =>
    metrics.record({
      region: queue.region,
      namespace: 'AWS/SQS',
      name,
      dimensions: { QueueName: queue.name },
      value,
      at: clock.now(),
      unit: 'Count',
    });

  const measure = (queue: Queue): void => {
    const now = clock.now();
    const visible = queue.messages.filter((message) => isVisible(message, now)).length;
    publish(queue, 'ApproximateNumberOfMessagesVisible', visible);
    publish(queue, 'ApproximateNumberOfMessagesNotVisible', queue.messages.length - visible);
    if (queue.messages.length === 0) watched.delete(queue);
  };

  const tick = (): void => {
    for (const queue of [...watched]) measure(queue);
    if (watched.size > 0) clock.after(awsTime(everySeconds), tick);
  };

  /** At the next full minute of AWS's own time, which begins with the first message. */
  return (queue: Queue): void => {
    const isIdle = watched.size === 0;
    watched.add(queue);
    if (isIdle) clock.after(awsTime(everySeconds), tick);
  };
}
