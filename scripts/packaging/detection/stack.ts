import type { DeployedPlan } from '../../../shared/contracts/plan.ts';
import { probeAlarmEnd, probeDimensions, probeMetric } from '../../../shared/domain/detection/probe-metric.ts';
import { alarmArnsOf, failedInvocations, idOf, patternOf, type Resources, retry } from './resources.ts';

/** `name` as the stack calls what it makes: service and stage. */
type Stack = Readonly<{ name: string; region: string }>;

type Resource = Resources[string];

/** What `detect` takes as its input: shared/contracts/detect.ts, AlarmTrigger. */
const transformer = (plan: string) => ({
  InputPathsMap: {
    eventId: '$.id',
    account: '$.account',
    region: '$.region',
    alarm: '$.detail.alarmName',
    state: '$.detail.state.value',
    at: '$.detail.state.timestamp',
  },
  InputTemplate: `{"by":"alarm","plan":"${plan}","eventId":"<eventId>","account":"<account>","region":"<region>","alarm":"<alarm>","state":"<state>","at":"<at>"}`,
});

const ruleTo = (plan: string, arns: readonly unknown[]): Resource => ({
  Description: `Changes of the alarms of ${plan} wake its detection.`,
  EventPattern: patternOf(arns),
  Targets: [
    {
      Id: 'detect',
      Arn: { Ref: 'DetectMachine' },
      RoleArn: { 'Fn::GetAtt': ['StartDetectionRole', 'Arn'] },
      InputTransformer: transformer(plan),
      RetryPolicy: retry,
      DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['DetectionDeadLetters', 'Arn'] } },
    },
  ],
});

const probesOf = ({ plan, detection }: DeployedPlan) =>
  detection.signals.flatMap((signal, index) => ('probe' in signal ? [{ signal, index, plan }] : []));

type Probe = ReturnType<typeof probesOf>[number];

/** One bad answer wakes detection, which weighs; a window without an answer must not make the alarm forget its state. */
const probeAlarmResource = ({ signal, index, plan }: Probe, { name }: Stack): Resource => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    AlarmName: `${name}${probeAlarmEnd(plan, index)}`,
    AlarmDescription: `A probe of ${plan} from the standby Region has failed: ${signal.probe}`,
    Namespace: probeMetric.namespace,
    MetricName: probeMetric.name,
    Dimensions: Object.entries(probeDimensions(plan, index)).map(([Name, Value]) => ({ Name, Value })),
    Statistic: 'Maximum',
    Period: signal.every,
    EvaluationPeriods: 3,
    DatapointsToAlarm: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'missing',
  },
});

const schedule = (plan: string): Resource => ({
  Type: 'AWS::Scheduler::Schedule',
  Properties: {
    Description: `Events can be lost: every five minutes ${plan} is looked at in any case.`,
    ScheduleExpression: 'rate(5 minutes)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: {
      Arn: { Ref: 'DetectMachine' },
      RoleArn: { 'Fn::GetAtt': ['ScheduleRole', 'Arn'] },
      Input: `{"by":"schedule","plan":"${plan}","at":"<aws.scheduler.scheduled-time>"}`,
      RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 300 },
      DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['DetectionDeadLetters', 'Arn'] } },
    },
  },
});

/** The rule on one bus, and the alarm on what it could not deliver; nothing without alarms to listen to. */
const ruleAndAlarm = (plan: string, name: string, { arns, bus }: { arns: unknown[]; bus?: unknown }): Resources => {
  if (arns.length === 0) return {};
  const onBus = bus === undefined ? {} : { EventBusName: bus };
  return {
    [name]: { Type: 'AWS::Events::Rule', Properties: { ...onBus, ...ruleTo(plan, arns) } },
    [`${name}Failed`]: failedInvocations(plan, { rule: name, topic: 'Notices' }),
  };
};

const resourcesOf = (plan: DeployedPlan, stack: Stack): Resources => {
  const id = idOf(plan.plan);
  const probes = probesOf(plan);
  const own = probes.map(({ index }) => ({ 'Fn::GetAtt': [`${id}Probe${index}Alarm`, 'Arn'] }));
  const here = [...alarmArnsOf(plan, (region) => region === stack.region), ...own];
  const elsewhere = alarmArnsOf(plan, (region) => region !== stack.region);
  return {
    ...Object.fromEntries(
      probes.map((probe) => [`${id}Probe${probe.index}Alarm`, probeAlarmResource(probe, stack)] as const),
    ),
    ...ruleAndAlarm(plan.plan, `${id}AlarmsHere`, { arns: here }),
    ...ruleAndAlarm(plan.plan, `${id}AlarmsElsewhere`, { arns: elsewhere, bus: { Ref: 'AlarmBus' } }),
    [`${id}Schedule`]: schedule(plan.plan),
  };
};

/** What wakes the detection of each plan in its standby Region: rules on both buses, a schedule, alarms on its probes. */
export const detectionResources = (plans: readonly DeployedPlan[], stack: Stack): Resources =>
  Object.assign({}, ...plans.map((plan) => resourcesOf(plan, stack)));
