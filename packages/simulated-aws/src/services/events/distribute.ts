import { plumbing } from '../../clock/plumbing.ts';
import type { World } from '../../world.ts';
import { parseArn } from './arn.ts';
import type { Deliver, Delivery } from './delivery/deliver.ts';
import { UndeliverableError } from './delivery/failure.ts';
import { isBus, requestOf, type TargetRequest } from './delivery/target-request.ts';
import type { EventEnvelope } from './envelope.ts';
import type { RuleMetrics } from './metrics.ts';
import type { Bus, Rule, RuleTarget } from './rule.ts';

const service = 'events.amazonaws.com';

export type Distribution = ReturnType<typeof createDistribution>;

/**
 * Every target of an event gets so many copies more, with this chance: delivery is at least once, and
 * docs.aws.amazon.com/eventbridge/latest/userguide/eb-troubleshooting.html says that it is rarely more. AWS names no figure, so that none is
 * made up here: no copies unless they are asked for, and which events then have them follows from the seed.
 */
export type Duplicates = Readonly<{ copies: number; chance: number }>;

/** An event on a bus. `cameFrom` is the Region that forwarded it. */
export type Arrival = Readonly<{ event: EventEnvelope; cameFrom?: string }>;

/** From a bus to the targets of all rules that match. */
export function createDistribution({ clock, random }: World, deliver: Deliver, metrics: RuleMetrics) {
  let duplicates: Duplicates = { copies: 0, chance: 0 };

  const deliveryOf = (rule: Rule, target: RuleTarget, arrival: Arrival): Delivery => {
    const { RoleArn: roleArn, DeadLetterConfig } = target.given;
    const at = clock.now();
    const letters = {
      body: JSON.stringify(arrival.event),
      attributes: { RULE_ARN: rule.arn },
      principal: { kind: 'service', service, sourceArn: rule.arn } as const,
    };
    return {
      from: rule.region,
      service,
      sourceArn: rule.arn,
      targetArn: target.arn,
      roleArn,
      request: () => requestFor({ rule, target, arrival, at }),
      retry: target.retry,
      at,
      ...(DeadLetterConfig?.Arn === undefined ? {} : { deadLetters: { arn: DeadLetterConfig.Arn, ...letters } }),
      count: (what) => metrics.count(rule, what),
    };
  };

  const copiesNow = (): number => 1 + (random.next() < duplicates.chance ? duplicates.copies : 0);

  const trigger = (rule: Rule, arrival: Arrival): void => {
    metrics.triggered(rule);
    for (const target of rule.targets.values())
      for (let copies = copiesNow(); copies > 0; copies -= 1)
        deliver(deliveryOf(rule, target, arrival), delaySeconds(rule, target) * copies);
  };

  return {
    distribute: ({ rules }: Bus, arrival: Arrival): void => {
      for (const rule of rules.values()) if (rule.isEnabled && rule.matches(arrival.event)) trigger(rule, arrival);
    },
    setDuplicates: (wanted: Duplicates): void => {
      duplicates = wanted;
    },
  };
}

/** One event for one target. `at` in ms. */
type Job = Readonly<{ rule: Rule; target: RuleTarget; arrival: Arrival; at: number }>;

function requestFor(job: Job): TargetRequest {
  const { rule, target, arrival, at } = job;
  const arn = parseArn(target.arn);
  if (isBus(arn)) return forward(job);
  return requestOf(arn, target.inputOf(arrival.event, { ruleArn: rule.arn, ruleName: rule.name, ingestedAt: at }));
}

/** docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-region.html: an event goes on to one other Region, not to a third. */
function forward({ rule, target: { arn }, arrival: { event, cameFrom } }: Job): TargetRequest {
  const { region } = parseArn(arn);
  if (cameFrom !== undefined && cameFrom !== rule.region && region !== rule.region)
    throw new UndeliverableError('THIRD_REGION_HOP_DETECTED', `The event has come from ${cameFrom} already.`);
  const input = { EventBusName: arn, Event: event, CameFrom: region === rule.region ? cameFrom : rule.region };
  return { service: 'events', operation: 'ForwardEvent', region, input };
}

const delaySeconds = (rule: Rule, target: RuleTarget): number =>
  parseArn(target.arn).region === rule.region
    ? plumbing.eventDeliverySeconds
    : plumbing.eventDeliverySeconds + plumbing.eventToOtherRegionSeconds;
