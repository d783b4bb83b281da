import type { CompositeAlarm, MetricAlarm, ServiceInputTypes } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import type { SignalReading } from '../../../shared/contracts/detection/signal-reading.ts';
import { isSilenced, listSilenced } from '../../../shared/domain/detection/silence.ts';
import { createReadSignals } from '../../../shared/signals/read-signals.ts';
import { ago, datapointsOf, failWith, isoAgo, now, silent, standIn, watching } from './stand-in.ts';

const healthCheck = '11111111-2222-3333-4444-555555555555';
const alarm = { alarm: 'orders-5xx' };
const health = { healthCheck, alarm: 'orders-health' };
const probe = { probe: 'https://orders.example.com' };

type Rule = Readonly<{ name: string; mutes: string; description?: string }>;
type There = Readonly<{
  alarms?: readonly (MetricAlarm | CompositeAlarm)[];
  rules?: readonly Rule[];
  /** Of the whole Region, in place of the rules. */
  listed?: () => object | Promise<object>;
  described?: () => object | Promise<object>;
  rule?: () => object | Promise<object>;
}>;

const ok = (AlarmName: string, change: Partial<MetricAlarm> = {}): MetricAlarm => ({
  ...{ AlarmName, ActionsEnabled: true, StateValue: 'OK', AlarmConfigurationUpdatedTimestamp: ago(7200) },
  ...change,
});

const composite = (change: Partial<CompositeAlarm>): CompositeAlarm => ({
  ...{ AlarmName: 'orders-5xx', ActionsEnabled: true, StateValue: 'OK', AlarmRule: 'ALARM("a")' },
  ...{ ActionsSuppressor: 'deployment', ...change },
});

const summaryOf = ({ name }: Rule) => ({
  AlarmMuteRuleArn: `arn:aws:cloudwatch:us-east-1:123456789012:alarm-mute-rule:${name}`,
  Status: 'ACTIVE',
  LastUpdatedTimestamp: ago(600),
});

const has = (input: ServiceInputTypes, key: string): boolean => key in input;

const answerOf = ({ alarms = [], rules = [], listed, described, rule }: There) => ({
  DescribeAlarms: (input: ServiceInputTypes) => {
    if (described !== undefined) return described();
    const names: readonly string[] = 'AlarmNames' in input ? (input.AlarmNames ?? []) : [];
    const found = alarms.filter(({ AlarmName = '' }) => names.includes(AlarmName));
    return {
      MetricAlarms: found.filter((one) => !('AlarmRule' in one)),
      CompositeAlarms: found.filter((one) => 'AlarmRule' in one),
    };
  },
  ListAlarmMuteRules: (input: ServiceInputTypes) => {
    if (listed !== undefined && !has(input, 'AlarmName')) return listed();
    const about = 'AlarmName' in input ? input.AlarmName : undefined;
    return {
      AlarmMuteRuleSummaries: rules.filter(({ mutes }) => about === undefined || mutes === about).map(summaryOf),
    };
  },
  GetAlarmMuteRule: (input: ServiceInputTypes) => {
    if (rule !== undefined) return rule();
    const name = 'AlarmMuteRuleName' in input ? input.AlarmMuteRuleName : undefined;
    return { Description: rules.find((one) => one.name === name)?.description };
  },
  GetMetricStatistics: (input: ServiceInputTypes) => datapointsOf(input, []),
});

/** Told by Region. A Region that is not given does not answer at all. */
const readAll = async (signals: readonly object[], regions: Readonly<Record<string, There>>) => {
  const calls: string[] = [];
  const clients = standIn({
    cloudWatch: ({ operation, region, input }) => {
      calls.push(`${region} ${operation}`);
      const there = regions[region];
      if (there === undefined) return silent();
      const answers: Readonly<Record<string, (input: ServiceInputTypes) => object | Promise<object>>> = answerOf(there);
      return answers[operation]?.(input) ?? failWith(operation);
    },
    route53: () => failWith('Throttling'),
  });
  return { readings: await createReadSignals(clients, () => now)(watching(...signals)), calls };
};

const silenceOf = ({ silenced, isLoud }: SignalReading) => silenced ?? (isLoud ? 'loud' : 'nobody knows');

const readOne = async (signal: object, region: string, there: There): Promise<string> => {
  const { readings } = await readAll([signal], { [region]: there });
  return readings.map(silenceOf).join();
};

const muted = { name: 'load-test', mutes: 'orders-5xx', description: 'Ada runs a load test\nuntil six' };

describe('the alarm of a signal', () => {
  it.each<{ what: string; there: There; is: string }>([
    { what: 'that acts', there: { alarms: [ok('orders-5xx')] }, is: 'loud' },
    {
      what: 'whose actions are disabled',
      there: { alarms: [ok('orders-5xx', { ActionsEnabled: false })] },
      is: `alarm orders-5xx in us-west-2: its actions are disabled, its configuration last changed ${isoAgo(7200)}`,
    },
    {
      what: 'under a mute rule',
      there: { alarms: [ok('orders-5xx')], rules: [muted] },
      is: `alarm orders-5xx in us-west-2: muted by rule load-test (Ada runs a load test until six), last changed ${isoAgo(600)}`,
    },
    {
      what: 'under a mute rule that may not be read',
      there: { alarms: [ok('orders-5xx')], rules: [muted], rule: () => failWith('AccessDenied') },
      is: `alarm orders-5xx in us-west-2: muted by rule load-test, last changed ${isoAgo(600)}`,
    },
    {
      what: 'under two mute rules, with its actions disabled',
      there: {
        alarms: [ok('orders-5xx', { ActionsEnabled: false })],
        rules: [
          { name: 'a', mutes: 'orders-5xx' },
          { name: 'b', mutes: 'orders-5xx' },
        ],
      },
      is: `alarm orders-5xx in us-west-2: its actions are disabled, its configuration last changed ${isoAgo(7200)}; muted by rule a, last changed ${isoAgo(600)}, muted by rule b, last changed ${isoAgo(600)}`,
    },
    {
      what: 'beside one under a mute rule',
      there: { alarms: [ok('orders-5xx')], rules: [{ name: 'nightly', mutes: 'another' }] },
      is: 'loud',
    },
    {
      what: 'that its suppressor holds back',
      there: {
        alarms: [composite({ ActionsSuppressedBy: 'Alarm', ActionsSuppressedReason: 'deployment is in ALARM' })],
      },
      is: 'alarm orders-5xx in us-west-2: held back by its suppressor deployment: deployment is in ALARM',
    },
    {
      what: 'that its suppressor holds back for a while longer',
      there: { alarms: [composite({ ActionsSuppressedBy: 'ExtensionPeriod' })] },
      is: 'alarm orders-5xx in us-west-2: held back by its suppressor deployment',
    },
    {
      what: 'that waits whether its suppressor follows, as after every change',
      there: { alarms: [composite({ ActionsSuppressedBy: 'WaitPeriod' })] },
      is: 'loud',
    },
    { what: 'that is not there', there: { alarms: [], rules: [muted] }, is: 'nobody knows' },
    {
      what: 'whose mute rules may not be listed',
      there: { alarms: [ok('orders-5xx')], listed: () => failWith('AccessDenied') },
      is: 'nobody knows',
    },
    {
      what: 'whose mute rules are listed too slowly',
      there: { alarms: [ok('orders-5xx')], listed: silent },
      is: 'nobody knows',
    },
    {
      what: 'whose actions are disabled, while its mute rules may not be listed',
      there: { alarms: [ok('orders-5xx', { ActionsEnabled: false })], listed: () => failWith('AccessDenied') },
      is: `alarm orders-5xx in us-west-2: its actions are disabled, its configuration last changed ${isoAgo(7200)}`,
    },
    { what: 'that may not be described', there: { described: () => failWith('AccessDenied') }, is: 'nobody knows' },
  ])('$what', async ({ there, is }) => {
    expect(await readOne(alarm, 'us-west-2', there)).toBe(is);
  });

  it('on a health check is looked for in us-east-1', async () => {
    const alarms = [ok('orders-health', { ActionsEnabled: false })];
    expect(await readOne(health, 'us-east-1', { alarms })).toContain('alarm orders-health in us-east-1: its actions');
  });

  it('on a probe is the one that the stack makes in the standby Region', async () => {
    const alarms = [ok('lifeboat-dev-probe-orders-0', { ActionsEnabled: false })];
    expect(await readOne(probe, 'us-east-1', { alarms })).toContain('alarm lifeboat-dev-probe-orders-0 in us-east-1:');
  });

  it('of a health check that the plan names no alarm for, and of events of RDS, is none', async () => {
    const { readings } = await readAll([{ healthCheck }, { rdsEvent: 'orders-prod' }], { 'us-east-1': {} });
    expect(readings.map(silenceOf)).toEqual(['nobody knows', 'nobody knows']);
  });
});

describe('the alarms of a plan', () => {
  const all = [alarm, health, probe, { alarm: 'orders-lag', region: 'standby' }];
  const there = ['orders-health', 'lifeboat-dev-probe-orders-2', 'orders-lag'].map((name) => ok(name));

  it('are described by one call a Region, and one more says that no mute rule is in force', async () => {
    const { readings, calls } = await readAll(all, {
      'us-west-2': { alarms: [ok('orders-5xx')] },
      'us-east-1': { alarms: there },
    });
    expect(readings.map(silenceOf)).toEqual(['loud', 'loud', 'loud', 'loud']);
    const aboutAlarms = calls.filter((call) => !call.endsWith('GetMetricStatistics'));
    expect(aboutAlarms.toSorted()).toEqual([
      'us-east-1 DescribeAlarms',
      'us-east-1 ListAlarmMuteRules',
      'us-west-2 DescribeAlarms',
      'us-west-2 ListAlarmMuteRules',
    ]);
  });

  it('in a Region that is silent say nothing, and the others are heard', async () => {
    const { readings } = await readAll(all, { 'us-east-1': { alarms: there } });
    expect(readings.map(silenceOf)).toEqual(['nobody knows', 'loud', 'loud', 'loud']);
  });

  it('are muted though the first page of the rules is empty', async () => {
    let pages = 0;
    const listed = () => {
      pages += 1;
      return pages === 1
        ? { AlarmMuteRuleSummaries: [], NextToken: 'more' }
        : { AlarmMuteRuleSummaries: [summaryOf(muted)] };
    };
    const found = await readOne(alarm, 'us-west-2', { alarms: [ok('orders-5xx')], rules: [muted], listed });
    expect(found).toContain('muted by rule load-test');
  });
});

describe('a plan', () => {
  const reading = (change: Partial<SignalReading>): SignalReading => ({
    ...{ signal: 's', vantage: 'us-east-1', state: 'bad', answer: 'no', at: now },
    ...change,
  });
  const quiet = reading({ silenced: 'alarm a in us-east-1: muted by rule r' });
  const loud = reading({ isLoud: true });
  const unknown = reading({});

  it.each([
    { readings: [], is: false },
    { readings: [unknown], is: false },
    { readings: [quiet], is: true },
    { readings: [quiet, unknown, quiet], is: true },
    { readings: [quiet, loud], is: false },
    { readings: [loud, unknown], is: false },
  ])('is silenced when all of its alarms that can be read are: $is', ({ readings, is }) => {
    expect(isSilenced(readings)).toBe(is);
  });

  it('tells which alarms are silenced, and by what, six of them', () => {
    expect(listSilenced([quiet, loud, quiet])).toBe([quiet, quiet].map(({ silenced }) => silenced).join('; '));
    expect(listSilenced(Array.from({ length: 8 }, () => quiet))).toMatch(/; and 2 more$/);
  });
});
