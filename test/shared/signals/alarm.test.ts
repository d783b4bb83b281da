import type { CompositeAlarm, MetricAlarm, ServiceInputTypes } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { defined } from '../../../shared/contracts/defined.ts';
import { createReadSignals } from '../../../shared/signals/read-signals.ts';
import { ago, datapointsOf, failWith, isoAgo, now, silent, standIn, watching } from './stand-in.ts';

const dimensions = { LoadBalancer: 'app/orders/1' };
const watches = { namespace: 'AWS/ApplicationELB', metric: 'HTTPCode_Target_5XX_Count', dimensions };
const signal = { alarm: 'orders-5xx', watches };
const composite = { alarm: 'orders-lost', watches: { rule: 'ALARM("a") AND ALARM("b")' } };

const metricAlarm = (change: Partial<MetricAlarm> = {}): MetricAlarm => ({
  AlarmName: 'orders-5xx',
  ActionsEnabled: true,
  Namespace: watches.namespace,
  MetricName: watches.metric,
  Dimensions: [{ Name: 'LoadBalancer', Value: 'app/orders/1' }],
  Period: 60,
  StateValue: 'ALARM',
  StateReason: 'Threshold Crossed',
  StateTransitionedTimestamp: ago(200),
  ...change,
});

const compositeAlarm = (change: Partial<CompositeAlarm> = {}): CompositeAlarm => ({
  AlarmName: 'orders-lost',
  ActionsEnabled: true,
  AlarmRule: composite.watches.rule,
  StateValue: 'ALARM',
  StateReason: 'a and b are in ALARM',
  StateTransitionedTimestamp: ago(200),
  ...change,
});

type Setting = Readonly<{
  alarm?: MetricAlarm | CompositeAlarm | undefined;
  children?: readonly MetricAlarm[];
  mute?: () => object | Promise<object>;
  lastValueAgo?: number;
}>;

const describeAlarms = ({ alarm, children = [] }: Setting, input: ServiceInputTypes): object => {
  if ('ChildrenOfAlarmName' in input) {
    const { ChildrenOfAlarmName: _of, MaxRecords: most = 50, ...others } = input;
    // API_DescribeAlarms: nothing but MaxRecords and NextToken may stand beside it.
    if (Object.keys(others).length > 0) failWith('ValidationError');
    return { MetricAlarms: children.slice(0, most), CompositeAlarms: [] };
  }
  // Without AlarmTypes only metric alarms are returned.
  const types: readonly string[] = 'AlarmTypes' in input ? (input.AlarmTypes ?? []) : ['MetricAlarm'];
  const found = alarm === undefined ? [] : [alarm];
  const isWanted = (one: object) => types.includes('AlarmRule' in one ? 'CompositeAlarm' : 'MetricAlarm');
  const isComposite = (one: object) => 'AlarmRule' in one;
  return {
    MetricAlarms: found.filter((one) => isWanted(one) && !isComposite(one)),
    CompositeAlarms: found.filter((one) => isWanted(one) && isComposite(one)),
  };
};

const readOf = async (given: object, setting: Setting) => {
  const clients = standIn({
    cloudWatch: ({ operation, region, input }) => {
      if (region !== 'us-west-2') return failWith('AlarmOfAnotherRegion');
      if (operation === 'DescribeAlarms') return describeAlarms(setting, input);
      if (operation === 'ListAlarmMuteRules') return setting.mute?.() ?? { AlarmMuteRuleSummaries: [] };
      return datapointsOf(input, setting.lastValueAgo === undefined ? [] : [{ ago: setting.lastValueAgo, value: 1 }]);
    },
  });
  const [reading] = await createReadSignals(clients, () => now)(watching(given));
  return reading;
};

const muted = () => ({ AlarmMuteRuleSummaries: [{ AlarmMuteRuleArn: 'arn', Status: 'ACTIVE' }] });

describe('an alarm on a metric', () => {
  it('in ALARM is bad since its transition, seen from its own Region', async () => {
    expect(await readOf(signal, { alarm: metricAlarm() })).toEqual({
      signal: 'alarm orders-5xx in us-west-2',
      vantage: 'us-west-2',
      state: 'bad',
      answer: 'ALARM: Threshold Crossed',
      since: isoAgo(200),
      at: now,
      isLoud: true,
    });
  });

  const math = { MetricName: undefined, Namespace: undefined, Dimensions: undefined };
  const expression = [{ Id: 'e', Expression: 'a / b', ReturnData: true }];
  const metric = {
    Namespace: watches.namespace,
    MetricName: watches.metric,
    Dimensions: [{ Name: 'LoadBalancer', Value: 'app/orders/1' }],
  };
  const oneMetric = [{ Id: 'm', MetricStat: { Metric: metric, Period: 300, Stat: 'Sum' } }];

  it.each<{ when: string; change: Partial<MetricAlarm>; state: string; answer: string }>([
    { when: 'OK', change: { StateValue: 'OK' }, state: 'good', answer: 'OK: Threshold Crossed' },
    {
      when: 'without enough data',
      change: { StateValue: 'INSUFFICIENT_DATA' },
      state: 'insufficientData',
      answer: 'INSUFFICIENT_DATA: Threshold Crossed',
    },
    { when: 'with its actions off', change: { ActionsEnabled: false }, state: 'disabled', answer: 'Threshold' },
    { when: 'in another namespace', change: { Namespace: 'AWS/RDS' }, state: 'retargeted', answer: 'AWS/RDS' },
    { when: 'on another metric', change: { MetricName: 'RequestCount' }, state: 'retargeted', answer: 'RequestCount' },
    { when: 'on another target', change: { Dimensions: [] }, state: 'retargeted', answer: '[]' },
    { when: 'on an expression', change: { ...math, Metrics: expression }, state: 'retargeted', answer: 'no single' },
    {
      when: 'on its metric beside a band of anomaly detection that stands first',
      change: {
        ...math,
        Metrics: [{ Id: 'band', Expression: 'ANOMALY_DETECTION_BAND(m, 2)', ReturnData: true }, ...oneMetric],
      },
      state: 'bad',
      answer: 'ALARM',
    },
    {
      when: 'in a state that nobody knows yet',
      change: { StateValue: JSON.parse('"ARMED"') },
      state: 'unreadable',
      answer: 'ARMED: Threshold Crossed',
    },
    { when: 'on its metric in a list', change: { ...math, Metrics: oneMetric }, state: 'bad', answer: 'ALARM' },
    {
      when: 'that is set up wrongly',
      change: { EvaluationState: 'EVALUATION_ERROR' },
      state: 'stale',
      answer: 'EVALUATION_ERROR',
    },
    {
      when: 'that CloudWatch cannot evaluate',
      change: { EvaluationState: 'EVALUATION_FAILURE' },
      state: 'stale',
      answer: 'EVALUATION_FAILURE',
    },
    { when: 'on a part of its data', change: { EvaluationState: 'PARTIAL_DATA' }, state: 'stale', answer: 'PARTIAL' },
  ])('$when is $state', async ({ change, state, answer }) => {
    const reading = await readOf(signal, { alarm: metricAlarm(change) });
    expect(reading).toMatchObject({ state, answer: expect.stringContaining(answer) });
  });

  it('is found on whichever page of the list it stands', async () => {
    const clients = standIn({
      cloudWatch: ({ operation, input }) => {
        if (operation !== 'DescribeAlarms') return { AlarmMuteRuleSummaries: [] };
        if ('NextToken' in input) return { MetricAlarms: [metricAlarm()] };
        return { MetricAlarms: [], NextToken: 'the next page' };
      },
    });
    expect(await createReadSignals(clients, () => now)(watching(signal))).toMatchObject([{ state: 'bad' }]);
  });

  it('that does not exist is missing', async () => {
    expect(await readOf(signal, { alarm: undefined })).toMatchObject({ state: 'missing' });
  });

  it('is told in one line, however its state was set', async () => {
    const reading = await readOf(signal, {
      alarm: metricAlarm({ StateReason: `by hand\n\u202eALL WELL${'!'.repeat(900)}` }),
    });
    expect(reading?.answer).toMatch(/^ALARM: by hand ALL WELL!+\.\.\.$/);
    expect(reading?.answer.length).toBeLessThanOrEqual(300);
  });

  it.each([
    { when: 'no value has ever come', lastValueAgo: undefined, state: 'stale' },
    { when: 'none has come for three periods', lastValueAgo: 181, state: 'stale' },
    { when: 'values still come', lastValueAgo: 179, state: 'bad' },
  ])('that ignores missing data is $state when $when', async ({ lastValueAgo, state }) => {
    const alarm = metricAlarm({ TreatMissingData: 'ignore' });
    expect(await readOf(signal, { alarm, ...defined({ lastValueAgo }) })).toMatchObject({
      state,
    });
  });
});

describe('a mute rule', () => {
  it.each([
    { when: 'in ALARM', value: 'ALARM' as const, state: 'muted' },
    { when: 'OK', value: 'OK' as const, state: 'good' },
  ])('in force makes an alarm $when $state', async ({ value, state }) => {
    expect(await readOf(signal, { alarm: metricAlarm({ StateValue: value }), mute: muted })).toMatchObject({ state });
  });

  it.each([
    { when: 'may not be listed', mute: () => failWith('AccessDenied') },
    { when: 'is listed too slowly', mute: silent },
  ])('that $when leaves the ALARM bad and says so', async ({ mute }) => {
    expect(await readOf(signal, { alarm: metricAlarm(), mute })).toMatchObject({
      state: 'bad',
      answer: expect.stringContaining('could not be read'),
    });
  });
});

describe('a composite alarm', () => {
  const quiet = Array.from({ length: 99 }, (_, index) => metricAlarm({ AlarmName: `c${index}`, StateValue: 'OK' }));

  it.each<{ when: string; change?: Partial<CompositeAlarm>; children?: MetricAlarm[]; state: string }>([
    { when: 'a child in ALARM', children: [metricAlarm()], state: 'bad' },
    { when: 'only the last of a hundred children in ALARM', children: [...quiet, metricAlarm()], state: 'bad' },
    { when: 'no child in ALARM', children: quiet, state: 'contradictory' },
    { when: 'no children at all', children: [], state: 'contradictory' },
    { when: 'another rule', change: { AlarmRule: 'ALARM("a")' }, state: 'retargeted' },
    { when: 'a suppressor', change: { ActionsSuppressedBy: 'Alarm' }, state: 'suppressed' },
  ])('in ALARM with $when is $state', async ({ change, children, state }) => {
    const reading = await readOf(composite, { alarm: compositeAlarm(change), children: children ?? [metricAlarm()] });
    expect(reading).toMatchObject({ state });
  });

  it('that stands where the plan names a metric alarm is another target', async () => {
    expect(await readOf({ ...signal, alarm: 'orders-lost' }, { alarm: compositeAlarm() })).toMatchObject({
      state: 'retargeted',
    });
  });
});
