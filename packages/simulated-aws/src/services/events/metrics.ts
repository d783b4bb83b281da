import type { World } from '../../world.ts';
import type { MetricSink } from '../cloudwatch/cloudwatch.ts';
import { defaultBus } from './buses.ts';
import type { DeliveryEvent } from './delivery/deliver.ts';
import type { Rule } from './rule.ts';

/** docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html; FailedInvocations are those that failed for good. */
const namesOf: Readonly<Record<DeliveryEvent, readonly string[]>> = {
  delivered: ['Invocations'],
  failed: ['Invocations', 'FailedInvocations'],
  retried: ['RetryInvocationAttempts'],
  sentToDeadLetters: ['InvocationsSentToDlq'],
  lostToDeadLetters: ['InvocationsFailedToBeSentToDlq'],
};

export type RuleMetrics = ReturnType<typeof createRuleMetrics>;

export function createRuleMetrics({ clock }: World, metrics: MetricSink) {
  const record = (rule: Rule, name: string): void =>
    metrics.record({
      region: rule.region,
      namespace: 'AWS/Events',
      name,
      dimensions: dimensionsOf(rule),
      value: 1,
      at: clock.now(),
      unit: 'Count',
    });
  return {
    triggered: (rule: Rule): void => record(rule, 'TriggeredRules'),
    count: (rule: Rule, what: DeliveryEvent): void => {
      for (const name of namesOf[what]) record(rule, name);
    },
  };
}

/** A rule of the default bus is known by its name alone. */
const dimensionsOf = ({ name, bus }: Rule): Record<string, string> =>
  bus === defaultBus ? { RuleName: name } : { EventBusName: bus, RuleName: name };
