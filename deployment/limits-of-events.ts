import { isObject } from './is-object.ts';
import { over } from './over.ts';
import { resolved } from './resolved.ts';

/** docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html, as they are before anybody asks for more. */
const limits = { rulesOfBus: 300, targetsOfRule: 5, pattern: 2_048 } as const;

type Properties = Readonly<Record<string, unknown>>;

/** What of its rules EventBridge would refuse, one line each. */
export function eventLimitsPassed(resources: Readonly<Record<string, unknown>>): string[] {
  const rules = Object.entries(resources).flatMap(([id, resource]) =>
    isObject(resource) && resource.Type === 'AWS::Events::Rule' && isObject(resource.Properties)
      ? [{ id, properties: { ...resource.Properties } }]
      : [],
  );
  const buses = Map.groupBy(rules, ({ properties }) => busOf(properties));
  return [
    ...[...buses].flatMap(([bus, ofBus]) =>
      over([ofBus.length, limits.rulesOfBus], `EventBridge takes MOST rules a bus, and ${bus} has COUNT`),
    ),
    ...rules.flatMap(({ id, properties }) => ofRule(id, properties)),
  ];
}

const busOf = ({ EventBusName = 'the default bus' }: Properties): string =>
  typeof EventBusName === 'string' ? EventBusName : JSON.stringify(EventBusName);

const ofRule = (id: string, { EventPattern, Targets = [] }: Properties): string[] => [
  ...over(
    [JSON.stringify(resolved(EventPattern ?? '')).length, limits.pattern],
    `EventBridge takes MOST characters a pattern, and ${id} has about COUNT`,
    'watch fewer alarms in one plan',
  ),
  ...over(
    [Array.isArray(Targets) ? Targets.length : 0, limits.targetsOfRule],
    `EventBridge takes MOST targets a rule, and ${id} has COUNT`,
    'make a second rule',
  ),
];
