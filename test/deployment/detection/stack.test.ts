import { describe, expect, it } from 'vitest';
import { detectionResources } from '../../../deployment/detection/stack.ts';
import { readPlans } from '../../../deployment/plans/read-plans.ts';
import { Trigger } from '../../../shared/contracts/detection/detect.ts';
import { Detection } from '../../../shared/contracts/detection/detection.ts';
import type { DeployedPlan } from '../../../shared/contracts/plan.ts';
import { testPlans } from '../../support/plans.ts';

const shielda = readPlans(testPlans).plans.shielda;
if (shielda === undefined) throw new Error('there is no plan shielda');

const withSignals = (signals: unknown[]): DeployedPlan => ({ ...shielda, detection: Detection.parse({ signals }) });
const resourcesOf = (plan: DeployedPlan) => detectionResources([plan], { name: 'lifeboat-dev', region: 'us-east-1' });

const alarmHere = { alarm: 'replica-lag', region: 'standby' };
const alarmElsewhere = { alarm: 'control-plane-5xx', region: 'primary' };
const probe = { probe: 'https://app.shielda.dev/api/health' };

describe('the rules of a plan', () => {
  it.each([
    { case: 'an alarm in the standby Region', signals: [alarmHere], rules: ['PlanShieldaAlarmsHere'] },
    { case: 'an alarm elsewhere', signals: [alarmElsewhere], rules: ['PlanShieldaAlarmsElsewhere'] },
    { case: 'a probe', signals: [probe], rules: ['PlanShieldaAlarmsHere'] },
    { case: 'no alarm at all', signals: [{ rdsEvent: 'shielda-prod' }], rules: [] },
    {
      case: 'alarms in both',
      signals: [alarmHere, alarmElsewhere],
      rules: ['PlanShieldaAlarmsHere', 'PlanShieldaAlarmsElsewhere'],
    },
  ])('listen where its alarms arrive: $case', ({ signals, rules }) => {
    const resources = Object.entries(resourcesOf(withSignals(signals)));
    expect(resources.filter(([, { Type }]) => Type === 'AWS::Events::Rule').map(([id]) => id)).toEqual(rules);
    expect(resources.filter(([, { Type }]) => Type === 'AWS::Scheduler::Schedule')).toHaveLength(1);
  });

  it('names an alarm once that two signals share', () => {
    const resources = JSON.stringify(resourcesOf(withSignals([alarmElsewhere, alarmElsewhere])));
    expect(resources.match(/alarm:control-plane-5xx/g)).toHaveLength(1);
  });
});

/** An event as CloudWatch sends it, put through the InputTransformer of the rule. */
const transformed = (plan: DeployedPlan, values: Readonly<Record<string, string>>): unknown => {
  const text = JSON.stringify(resourcesOf(plan));
  const template = /"InputTemplate":("(?:[^"\\]|\\.)*")/.exec(text)?.[1] ?? '""';
  // Within quotation marks a text stands as it is, and outside of them as JSON.
  const filled = String(JSON.parse(template)).replace(/"<(\w+)>"|<(\w+)>/g, (_, quoted?: string, bare = '') =>
    quoted === undefined ? JSON.stringify(values[bare]) : `"${values[quoted]}"`,
  );
  return JSON.parse(filled);
};

/** As people write them, and as CloudWatch takes them. */
const oddNames = [
  'Orders: 5xx errors (control plane)',
  'Steuerung – Fehlerrate > 5 %',
  "Ada's \"last\" alarm, [a*b]? \\ $HOME; `id` & 'x'",
  '注文のエラー率',
  'x'.repeat(255),
];

describe('what detect is given', () => {
  it('is a trigger that it takes, from the event of an alarm', () => {
    const given = transformed(withSignals([alarmElsewhere]), {
      eventId: '2dde0eb1-528b-d2d5-9ca6-6d590caf2329',
      account: '123456789012',
      region: 'us-west-2',
      alarm: 'control-plane-5xx',
      state: 'ALARM',
      at: '2026-01-05T03:00:12.345+0000',
    });
    expect(Trigger.parse(given)).toMatchObject({ by: 'alarm', plan: 'shielda', at: '2026-01-05T03:00:12.345Z' });
  });

  it.each(oddNames)('is a trigger that it takes, from the event of an alarm called %s', (alarm) => {
    const plan = withSignals([{ alarm, region: 'primary' }]);
    const values = { eventId: 'e', account: '123456789012', region: 'us-west-2', state: 'OK' };
    expect(Trigger.parse(transformed(plan, { ...values, alarm, at: '2026-01-05T03:00:12.345+0000' }))).toMatchObject({
      alarm,
    });
    const arns: unknown[] = [];
    JSON.stringify(resourcesOf(plan), (key, value) => {
      if (key === 'Fn::Sub') arns.push(value);
      return value;
    });
    expect(arns).toEqual([`arn:\${AWS::Partition}:cloudwatch:us-west-2:\${AWS::AccountId}:alarm:${alarm}`]);
  });

  it('is a trigger that it takes, from the schedule', () => {
    const { PlanShieldaSchedule } = resourcesOf(withSignals([probe]));
    const input = /"Input":("(?:[^"\\]|\\.)*")/.exec(JSON.stringify(PlanShieldaSchedule))?.[1] ?? '""';
    const given = String(JSON.parse(input)).replace('<aws.scheduler.scheduled-time>', '2026-01-05T03:05:00Z');
    expect(Trigger.parse(JSON.parse(given))).toEqual({ by: 'schedule', plan: 'shielda', at: '2026-01-05T03:05:00Z' });
  });
});

describe('an alarm name that is none', () => {
  it.each([
    ['', '1 to 255 characters'],
    ['x'.repeat(256), '1 to 255 characters'],
    ['two\nlines', 'control character'],
    [`of \${self:service}`, 'rename the alarm'],
  ])('is refused: %j', (alarm, why) => {
    const read = Detection.safeParse({ signals: [{ alarm, region: 'primary' }] });
    expect(JSON.stringify(read.error?.issues)).toContain(why);
  });
});

describe('the alarm on a probe', () => {
  it('follows the metric that the probe writes, as often as it is asked, and says when nobody asks', () => {
    expect(resourcesOf(withSignals([alarmHere, { ...probe, every: '10s' }]))).toMatchObject({
      PlanShieldaProbe1Alarm: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          AlarmName: 'lifeboat-dev-probe-shielda-1',
          Namespace: 'Lifeboat',
          MetricName: 'ProbeFailed',
          Dimensions: [
            { Name: 'Plan', Value: 'shielda' },
            { Name: 'Signal', Value: '1' },
          ],
          Period: 10,
          // One of three: a window without an answer must not make it lose its state.
          EvaluationPeriods: 3,
          DatapointsToAlarm: 1,
          TreatMissingData: 'missing',
          InsufficientDataActions: [{ Ref: 'Notices' }],
        },
      },
    });
  });

  it('wakes detection through the rule of its Region', () => {
    expect(JSON.stringify(resourcesOf(withSignals([probe])).PlanShieldaAlarmsHere)).toMatch(
      /cloudwatch:us-east-1:\$\{AWS::AccountId\}:alarm:lifeboat-dev-probe-shielda-0"/,
    );
  });
});
