import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import { probeAlarmEnd, probeDimensions, probeMetric } from '../../shared/domain/detection/probe-metric.ts';
import { literal } from '../arn.ts';
import { alarmArn, alarmArnsOf, idOf, merged, type Resources, rulesOf } from './resources.ts';

/** `name` as the stack calls what it makes: service and stage. */
type Stack = Readonly<{ name: string; region: string }>;

/** What wakes the detection of each plan in its standby Region: rules on both buses, a schedule, alarms on its probes. */
export const detectionResources = (plans: readonly DeployedPlan[], stack: Stack): Resources =>
  merged(plans.map((plan) => resourcesOf(plan, stack)));

function resourcesOf(plan: DeployedPlan, stack: Stack): Resources {
  const id = idOf(plan.plan);
  const probes = probesOf(plan);
  const common = {
    description: `Changes of the alarms of ${plan.plan} wake its detection.`,
    target: detect(plan.plan),
    topic: 'Notices',
  };
  const own = probes.map((probe) => alarmArn(stack.region, probeAlarmName(probe, stack)));
  const here = [...alarmArnsOf(plan, (region) => region === stack.region), ...own];
  const elsewhere = alarmArnsOf(plan, (region) => region !== stack.region);
  return merged([
    Object.fromEntries(probes.map((probe) => [`${id}Probe${probe.index}Alarm`, probeAlarm(probe, stack)] as const)),
    rulesOf(plan.plan, { ...common, id: `${id}AlarmsHere`, arns: here }),
    rulesOf(plan.plan, { ...common, id: `${id}AlarmsElsewhere`, arns: elsewhere, bus: { Ref: 'AlarmBus' } }),
    { [`${id}Schedule`]: schedule(plan.plan) },
  ]);
}

const probesOf = ({ plan, detection }: DeployedPlan) =>
  detection.signals.flatMap((signal, index) => ('probe' in signal ? [{ signal, index, plan }] : []));

type Resource = Resources[string];

const detect = (plan: string): Resource => ({
  Id: 'detect',
  Arn: { Ref: 'DetectMachine' },
  RoleArn: { 'Fn::GetAtt': ['StartDetectionRole', 'Arn'] },
  InputTransformer: transformer(plan),
  DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['DetectionDeadLetters', 'Arn'] } },
});

/** What `detect` takes as its input: shared/contracts/detection/detect.ts, AlarmTrigger. Outside of quotation marks a text is put in as JSON. */
const transformer = (plan: string) => ({
  InputPathsMap: {
    eventId: '$.id',
    account: '$.account',
    region: '$.region',
    alarm: '$.detail.alarmName',
    state: '$.detail.state.value',
    at: '$.detail.state.timestamp',
  },
  InputTemplate: `{"by":"alarm","plan":"${plan}","eventId":"<eventId>","account":"<account>","region":"<region>","alarm":<alarm>,"state":"<state>","at":"<at>"}`,
});

type Probe = ReturnType<typeof probesOf>[number];

const probeAlarmName = ({ plan, index }: Probe, { name }: Stack): string => `${name}${probeAlarmEnd(plan, index)}`;

/** One bad answer wakes detection, which weighs; a window without an answer must not make the alarm forget its state. */
const probeAlarm = (probe: Probe, stack: Stack): Resource => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    AlarmName: probeAlarmName(probe, stack),
    AlarmDescription: `A probe of ${probe.plan} from the standby Region has failed: ${literal(probe.signal.probe)}`,
    Namespace: probeMetric.namespace,
    MetricName: probeMetric.name,
    Dimensions: Object.entries(probeDimensions(probe.plan, probe.index)).map(([Name, Value]) => ({ Name, Value })),
    Statistic: 'Maximum',
    Period: probe.signal.every,
    EvaluationPeriods: 3,
    DatapointsToAlarm: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'missing',
    // Nobody asks any more: an outage would not be seen from here.
    InsufficientDataActions: [{ Ref: 'Notices' }],
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
