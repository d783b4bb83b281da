import { describe, expect, it } from 'vitest';
import { deployTemplate } from '../../src/cloudformation/deploy-template.ts';
import { account, createSetting, home } from '../services/events/setting.ts';

const watched = {
  ...{ Namespace: 'Mainsail', MetricName: 'Bad', Statistic: 'Sum', Period: 60, EvaluationPeriods: 3 },
  ...{ DatapointsToAlarm: 1, Threshold: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold' },
};

const template = (change: object = {}) => ({
  Resources: {
    Notices: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'notices' } },
    Bad: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        ...watched,
        AlarmActions: [{ Ref: 'Notices' }],
        Dimensions: [{ Name: 'Service', Value: 'api' }],
        ...change,
      },
    },
    All: {
      Type: 'AWS::CloudWatch::CompositeAlarm',
      Properties: {
        AlarmName: 'all',
        AlarmRule: { 'Fn::Join': ['', ['ALARM("', { Ref: 'Bad' }, '")']] },
        OKActions: [{ Ref: 'Notices' }],
      },
    },
  },
});

const deployed = async (source: unknown) => {
  const setting = createSetting();
  const { aws } = setting;
  const stack = await deployTemplate(aws, { region: home, stackName: 'shop-dev', template: source });
  return { ...setting, stack };
};

describe('alarms of a template', () => {
  it('are evaluated, rest on each other and tell their topics', async () => {
    const { aws, clock } = await deployed(template());
    const notices: (string | undefined)[] = [];
    aws.sns.subscribe(`arn:aws:sns:${home}:${account}:notices`, ({ subject }) => notices.push(subject?.split(':')[0]));
    await clock.advance(62_500);
    aws.cloudwatch.record({
      ...{ region: home, namespace: 'Mainsail', name: 'Bad', dimensions: { Service: 'api' }, unit: 'Count' },
      ...{ value: 1, at: clock.now() },
    });
    await clock.advance(62_500);
    // A new composite alarm goes from INSUFFICIENT_DATA to OK, and that is a transition.
    expect(notices).toEqual(['OK', 'ALARM']);
    await clock.advance(400_000);
    expect(notices).toEqual(['OK', 'ALARM', 'OK']);
  });

  it('give their name by Ref and their ARN as attribute', async () => {
    const { stack } = await deployed(template());
    const alarm = stack.resources.get('Bad');
    expect(alarm?.physicalId).toMatch(/^shop-dev-Bad-/);
    expect(alarm?.attributes.Arn).toBe(`arn:aws:cloudwatch:${home}:${account}:alarm:${alarm?.physicalId}`);
    expect(stack.resources.get('All')?.physicalId).toBe('all');
  });

  it.each([
    { what: 'a property that is not modelled', change: { ThresholdMetricId: 'ad1' } },
    { what: 'a comparison that CloudWatch does not have', change: { ComparisonOperator: 'Above' } },
    { what: 'a period that CloudWatch does not have', change: { Period: 15 } },
  ])('are refused with $what', async ({ change }) => {
    await expect(deployed(template(change))).rejects.toThrow();
    await expect(deployed(template())).resolves.toBeDefined();
  });
});
