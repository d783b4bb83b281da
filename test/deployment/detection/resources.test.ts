import { describe, expect, it } from 'vitest';
import { idOf, merged, rulesOf } from '../../../deployment/detection/resources.ts';
import { defined } from '../../../shared/contracts/defined.ts';

const arn = (name: string) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:cloudwatch:us-west-2:\${AWS::AccountId}:alarm:${name}`,
});

const listening = {
  id: 'PlanShopAlarms',
  description: 'Changes of the alarms of shop wake its detection.',
  target: { Id: 'detect', Arn: 'arn:aws:states:us-east-1:123456789012:stateMachine:detect' },
  topic: 'Notices',
};

/** Quotas of EventBridge: docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const longestPattern = 2048;

/** As CloudFormation hands it on, in the partition with the longest name. */
const asDeployed = (pattern: unknown): string =>
  JSON.stringify(pattern)
    .replace(/\{"Fn::Sub":("[^"]*")\}/g, '$1')
    .replaceAll('{"Ref":"AWS::AccountId"}', '"123456789012"')
    .replace(/\$\{AWS::Partition\}/g, 'aws-us-gov')
    .replace(/\$\{AWS::AccountId\}/g, '123456789012');

const patternsIn = (resources: ReturnType<typeof rulesOf>): unknown[] =>
  Object.values(resources).flatMap(({ Type, Properties }) =>
    Type === 'AWS::Events::Rule' &&
    typeof Properties === 'object' &&
    Properties !== null &&
    'EventPattern' in Properties
      ? [Properties.EventPattern]
      : [],
  );

describe('rulesOf', () => {
  it('makes nothing when there are no alarms to listen to', () => {
    expect(rulesOf('shop', { ...listening, arns: [] })).toEqual({});
  });

  it('names every alarm once, in patterns that EventBridge takes, when there are many with long names', () => {
    const names = Array.from({ length: 50 }, (_, index) => `${String(index).padStart(2, '0')}-${'x'.repeat(200)}`);
    const resources = rulesOf('shop', { ...listening, arns: names.map(arn) });
    const patterns = patternsIn(resources).map(asDeployed);
    expect(patterns.length).toBeGreaterThan(1);
    expect(Math.max(...patterns.map((pattern) => pattern.length))).toBeLessThanOrEqual(longestPattern);
    expect(patterns.flatMap((pattern) => pattern.match(/alarm:\d\d/g) ?? [])).toEqual(
      names.map((name) => `alarm:${name.slice(0, 2)}`),
    );
    expect(Object.keys(resources)).toContain('PlanShopAlarms2Failed');
  });

  it('takes the alarm of the longest name that CloudWatch allows', () => {
    const patterns = patternsIn(rulesOf('shop', { ...listening, arns: [arn('x'.repeat(255))] }));
    expect(patterns.map((pattern) => asDeployed(pattern).length <= longestPattern)).toEqual([true]);
  });

  it('listens to nothing but changes of just these alarms, of this account: to OK, too', () => {
    expect(patternsIn(rulesOf('shop', { ...listening, arns: [arn('slow')] }))).toEqual([
      {
        source: ['aws.cloudwatch'],
        'detail-type': ['CloudWatch Alarm State Change'],
        account: [{ Ref: 'AWS::AccountId' }],
        resources: [arn('slow')],
      },
    ]);
  });

  it.each([
    { bus: undefined, dimensions: [{ Name: 'RuleName', Value: { Ref: 'PlanShopAlarms' } }] },
    {
      bus: { Ref: 'AlarmBus' },
      dimensions: [
        { Name: 'EventBusName', Value: { Ref: 'AlarmBus' } },
        { Name: 'RuleName', Value: { 'Fn::Select': [1, { 'Fn::Split': ['|', { Ref: 'PlanShopAlarms' }] }] } },
      ],
    },
  ])('watches the rule under the name that its bus gives its metrics: $bus', ({ bus, dimensions }) => {
    const onBus = defined({ bus });
    expect(rulesOf('shop', { ...listening, ...onBus, arns: [arn('slow')] })).toMatchObject({
      PlanShopAlarmsFailed: { Properties: { MetricName: 'FailedInvocations', Dimensions: dimensions } },
    });
  });
});

describe('merged', () => {
  it('refuses two plans whose names differ in dashes only', () => {
    const of = (plan: string) => ({ [`${idOf(plan)}Schedule`]: { Type: 'AWS::Scheduler::Schedule' } });
    expect(() => merged([of('shop-2'), of('shop2')])).toThrow('PlanShop2Schedule');
    expect(Object.keys(merged([of('shop'), of('shop-2')]))).toEqual(['PlanShopSchedule', 'PlanShop2Schedule']);
  });
});
