import type { PutRuleRequest, PutTargetsRequest, TestEventPatternRequest } from '@aws-sdk/client-eventbridge';
import type { Call } from '../../call.ts';
import type { EventSink, ServiceEvent } from '../../event-sink.ts';
import type { Identity } from '../../identity/identity.ts';
import type { SimulatedService } from '../../service.ts';
import type { World } from '../../world.ts';
import type { MetricSink } from '../cloudwatch/cloudwatch.ts';
import { createBuses, defaultBus } from './buses.ts';
import { createDelivery } from './delivery/deliver.ts';
import { createDistribution } from './distribute.ts';
import { type EventEnvelope, eventTime } from './envelope.ts';
import { invalid } from './faults.ts';
import { createRuleMetrics } from './metrics.ts';
import { compilePattern } from './pattern/pattern.ts';
import { createPutEvents } from './put-events.ts';
import { eventsResources } from './resources.ts';
import { createRules } from './rules.ts';
import { createTargets } from './targets.ts';

export type EventsOptions = Readonly<{ identity: Pick<Identity, 'isAssumable'>; metrics: MetricSink }>;

/** What a bus hands to another: the event keeps its id, its Region and its source. */
type Forwarded = Readonly<{ EventBusName: string; Event: EventEnvelope; CameFrom?: string | undefined }>;

/**
 * Amazon EventBridge: buses, rules and targets.
 *
 * Models: delivery at least once, with retries and dead letters, to state machines, functions, queues, topics and other
 * buses, in other Regions too; patterns and input transformers. The files beside this one name the pages.
 * From: docs.aws.amazon.com/eventbridge/latest/APIReference and docs.aws.amazon.com/eventbridge/latest/userguide
 * Not modelled: schedules of rules, archives and replays, pipes, API destinations and endpoints, partners, other accounts,
 * policies of buses, managed rules, tags, encryption, the quotas of rates.
 */
export function createEvents(world: World, { identity, metrics }: EventsOptions) {
  const { account, clock, random } = world;
  const buses = createBuses(world);
  const rules = createRules(buses);
  const targets = createTargets(rules);
  const distribution = createDistribution(world, createDelivery(world, identity), createRuleMetrics(world, metrics));
  const { distribute, setDuplicates } = distribution;

  const emit = ({ region, source, detailType, resources, detail, at = clock.now() }: ServiceEvent): void => {
    const what = { source, account, time: eventTime(at), region, resources, detail };
    const event: EventEnvelope = { version: '0', id: random.uuid(), 'detail-type': detailType, ...what };
    distribute(buses.find(defaultBus, region), { event });
  };

  const forwardEvent = ({ EventBusName, Event: event, CameFrom: cameFrom }: Forwarded, { region }: Call) => {
    distribute(buses.find(EventBusName, region), cameFrom === undefined ? { event } : { event, cameFrom });
    return {};
  };

  return {
    name: 'events',
    operations: {
      PutEvents: createPutEvents(world, buses, distribution),
      PutRule: rules.put,
      DescribeRule: rules.describe,
      ListRules: rules.list,
      DeleteRule: rules.remove,
      EnableRule: rules.enable,
      DisableRule: rules.disable,
      PutTargets: targets.put,
      ListTargetsByRule: targets.list,
      RemoveTargets: targets.remove,
      CreateEventBus: buses.create,
      DescribeEventBus: buses.describe,
      ListEventBuses: buses.list,
      DeleteEventBus: buses.remove,
      TestEventPattern: testPattern,
      /** No call of AWS: what PutEvents is between two buses, which no client can make. */
      ForwardEvent: forwardEvent,
    },
    resources: eventsResources(account),
    actions: { ForwardEvent: 'events:PutEvents' },

    emit,
    /** Each target of an event gets so many copies more, with this chance. */
    setDuplicates,
    createBus: (region: string, name: string): string => buses.create({ Name: name }, { region }).EventBusArn,
    createRule: (region: string, rule: PutRuleRequest): string => rules.put(rule, { region }).RuleArn,
    createTargets: (region: string, request: PutTargetsRequest): void => {
      targets.put(request, { region });
    },
  } satisfies SimulatedService & EventSink & Record<string, unknown>;
}

function testPattern({ EventPattern = '', Event = '' }: TestEventPatternRequest) {
  const matches = compilePattern(EventPattern);
  try {
    return { Result: matches(JSON.parse(Event)) };
  } catch {
    throw invalid('Parameter Event is not valid.');
  }
}
