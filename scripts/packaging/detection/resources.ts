import type { DeployedPlan } from '../../../shared/contracts/plan.ts';
import { alarmsOf } from '../../../shared/domain/detection/alarms-of.ts';

type Resource = Readonly<Record<string, unknown>>;
export type Resources = Record<string, Resource>;

/** shielda-two → ShieldaTwo: logical ids are of letters and digits. */
export const idOf = (plan: string): string =>
  plan.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const alarmArn = (region: string, alarm: string) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:cloudwatch:${region}:\${AWS::AccountId}:alarm:${alarm}`,
});

/** ARNs of the alarms of a plan whose Region is as asked for. */
export const alarmArnsOf = (plan: DeployedPlan, isWanted: (region: string) => boolean): unknown[] =>
  alarmsOf(plan)
    .filter(({ region }) => isWanted(region))
    .map(({ region, alarm }) => alarmArn(region, alarm));

/** Pinned as far as a pattern can be: no other account, no other alarm. A return to OK wakes nobody. */
export const patternOf = (arns: readonly unknown[]) => ({
  source: ['aws.cloudwatch'],
  'detail-type': ['CloudWatch Alarm State Change'],
  account: [{ Ref: 'AWS::AccountId' }],
  resources: arns,
  detail: { state: { value: ['ALARM', 'INSUFFICIENT_DATA'] } },
});

/** Detection that comes later than this finds what the schedule has found long ago. */
export const retry = { MaximumRetryAttempts: 20, MaximumEventAgeInSeconds: 3600 };

/** EventBridge has given up on events: told in the Region of the rule, since an alarm can only tell a topic of its own. */
export const failedInvocations = (plan: string, { rule, topic }: { rule: string; topic: string }): Resource => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    AlarmDescription: `Alarm events of ${plan} did not arrive; look at the dead letters.`,
    Namespace: 'AWS/Events',
    MetricName: 'FailedInvocations',
    Dimensions: [{ Name: 'RuleName', Value: { Ref: rule } }],
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
    AlarmActions: [{ Ref: topic }],
  },
});
