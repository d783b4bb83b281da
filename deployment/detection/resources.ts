import { defined } from '../../shared/contracts/defined.ts';
import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import { alarmsOf } from '../../shared/domain/detection/alarms-of.ts';
import { type Arn, arn, compared } from '../arn.ts';

/** docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html. What is put in for the intrinsics is shorter than they are. */
const longestPattern = 2048;

/** Detection that comes later than this finds what the schedule has found long ago. */
const retry = { MaximumRetryAttempts: 20, MaximumEventAgeInSeconds: 3600 };

/** shielda-two → PlanShieldaTwo: logical ids are of letters and digits, and those of plans begin as no others do. */
export const idOf = (plan: string): string =>
  `Plan${plan.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())}`;

type Resource = Readonly<Record<string, unknown>>;
export type Resources = Readonly<Record<string, Resource>>;

/** Of two resources with one logical id the framework would keep one and say nothing. */
export function merged(all: readonly Resources[]): Resources {
  const entries = all.flatMap((one) => Object.entries(one));
  const ids = entries.map(([id]) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice === undefined) return Object.fromEntries(entries);
  throw new Error(`Two plans would both make the resource ${twice}; their names differ in dashes only: rename one.`);
}

/** As a pattern of EventBridge names an alarm. */
export const alarmArn = (region: string, alarm: string): Arn => arn('cloudwatch', region, compared(`alarm:${alarm}`));

/** ARNs of the alarms of a plan whose Region is as asked for, each once. */
export function alarmArnsOf(plan: DeployedPlan, isWanted: (region: string) => boolean): Arn[] {
  const arns = alarmsOf(plan)
    .filter(({ region }) => isWanted(region))
    .map(({ region, alarm }) => alarmArn(region, alarm));
  return [...new Map(arns.map((arn) => [arn['Fn::Sub'], arn])).values()];
}

export type Listening = Readonly<{
  /** Logical id of the first rule; further ones are numbered. */
  id: string;
  description: string;
  arns: readonly Arn[];
  target: Resource;
  /** A custom bus; absent: the default one. */
  bus?: unknown;
  topic: string;
}>;

/** Rules that hand on what becomes of these alarms, each with an alarm on what it could not hand on. */
export function rulesOf(plan: string, listening: Listening): Resources {
  const { id, description, arns, target, bus } = listening;
  const onBus = defined({ EventBusName: bus });
  const each = patternsOf(arns).map((EventPattern, index): Resources => {
    const rule = index === 0 ? id : `${id}${index + 1}`;
    const Targets = [{ ...target, RetryPolicy: retry }];
    return {
      [rule]: { Type: 'AWS::Events::Rule', Properties: { Description: description, ...onBus, EventPattern, Targets } },
      [`${rule}Failed`]: failedInvocations(plan, rule, listening),
    };
  });
  return merged(each);
}

/** In as few patterns as their longest length allows. */
function patternsOf(arns: readonly Arn[]): ReturnType<typeof patternOf>[] {
  const groups: Arn[][] = [];
  for (const arn of arns) {
    const last = groups.at(-1);
    if (last !== undefined && fits([...last, arn])) last.push(arn);
    else groups.push([arn]);
  }
  return groups.map(patternOf);
}

/**
 * Pinned as far as a pattern can be: no other account, no other alarm. A return to OK wakes, too: whoever is asked about an
 * outage must hear at once that it is over.
 */
const patternOf = (arns: readonly Arn[]) => ({
  source: ['aws.cloudwatch'],
  'detail-type': ['CloudWatch Alarm State Change'],
  account: [{ Ref: 'AWS::AccountId' }],
  resources: arns,
});

const fits = (arns: readonly Arn[]): boolean => JSON.stringify(patternOf(arns)).length <= longestPattern;

/** EventBridge has given up on events: told in the Region of the rule, since an alarm can only tell a topic of its own. */
const failedInvocations = (plan: string, rule: string, { bus, topic }: Listening): Resource => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    AlarmDescription: `Alarm events of ${plan} did not arrive; look at the dead letters.`,
    Namespace: 'AWS/Events',
    MetricName: 'FailedInvocations',
    Dimensions: metricsOf(rule, bus),
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
    AlarmActions: [{ Ref: topic }],
  },
});

/**
 * Rules of a custom bus report under the names of both. There a Ref gives `bus|rule`, as the coverage roadmap of
 * CloudFormation has it (issue 1131): an alarm on that name would never see anything.
 */
const metricsOf = (rule: string, bus: unknown): { Name: string; Value: unknown }[] =>
  bus === undefined
    ? [{ Name: 'RuleName', Value: { Ref: rule } }]
    : [
        { Name: 'EventBusName', Value: bus },
        { Name: 'RuleName', Value: { 'Fn::Select': [1, { 'Fn::Split': ['|', { Ref: rule }] }] } },
      ];
