import type { PutCompositeAlarmInput, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { AwsFault, notSimulated } from '../../../call.ts';
import { defined } from '../../../defined.ts';
import type { World } from '../../../world.ts';
import { missing } from '../input-faults.ts';
import type { Alarm, AlarmState, CombinedAlarm, SimpleAlarm, Suppressor } from './alarm.ts';
import { alarmNameIn, invalidRule, parseRule } from './composite-rule.ts';
import { metricRuleOf } from './metric-rule.ts';

type Putting = Readonly<{ world: World; region: string; before: Alarm | undefined }>;

export function simpleAlarm(input: PutMetricAlarmInput, { world, region, before }: Putting): SimpleAlarm {
  const common = commonOf(world, region, { input, ...existing(before) });
  return {
    ...common,
    kind: 'metric',
    rule: metricRuleOf(input),
    metricId: input.Metrics?.[0]?.Id ?? world.random.uuid(),
    given: input,
  };
}

type Given = PutMetricAlarmInput | PutCompositeAlarmInput;

/** An alarm that is put again keeps its state until its next evaluation. */
function commonOf({ account, clock }: World, region: string, { input, before }: { input: Given; before?: Alarm }) {
  const name = input.AlarmName;
  if (!name) throw missing('AlarmName');
  const now = clock.now();
  const unchecked: AlarmState = {
    value: 'INSUFFICIENT_DATA',
    reason: 'Unchecked: Initial alarm creation',
    data: undefined,
    updatedAt: now,
    transitionedAt: now,
  };
  return {
    region,
    name,
    arn: `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`,
    description: input.AlarmDescription,
    actionsEnabled: input.ActionsEnabled ?? true,
    actions: actionsOf(input, region),
    configuredAt: now,
    state: before?.state ?? unchecked,
  };
}

function actionsOf(input: Given, region: string): Alarm['actions'] {
  const actions = {
    OK: input.OKActions ?? [],
    ALARM: input.AlarmActions ?? [],
    INSUFFICIENT_DATA: input.InsufficientDataActions ?? [],
  };
  for (const arn of Object.values(actions).flat()) checkAction(arn, region);
  return actions;
}

/** docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html: what it does is done in its own Region. */
function checkAction(arn: string, region: string): void {
  if (!/^arn:aws:sns:/.test(arn)) throw notSimulated(`an alarm with the action ${arn}`);
  if (arn.split(':')[3] !== region)
    throw invalidAction(`Invalid region ${arn.split(':')[3]} specified. Only ${region} is supported.`);
}

const invalidAction = (message: string): AwsFault => new AwsFault('ValidationError', message);

const existing = (before: Alarm | undefined) => defined({ before });

type PuttingComposite = Putting & Readonly<{ isAlarm: (name: string) => boolean }>;

export function combinedAlarm(
  input: PutCompositeAlarmInput,
  { world, region, before, isAlarm }: PuttingComposite,
): CombinedAlarm {
  const { AlarmRule: rule } = input;
  if (!rule) throw missing('AlarmRule');
  const parsed = parseRule(rule);
  const suppressor = suppressorOf(input);
  const named = [...parsed.children, ...(suppressor === undefined ? [] : [suppressor.alarm])];
  const unknown = named.filter((name) => !isAlarm(name));
  if (unknown.length > 0)
    throw invalidRule(`Could not save the composite alarm as alarms [${unknown.join(', ')}] do not exist`);
  const common = commonOf(world, region, { input, ...existing(before) });
  return { ...common, kind: 'composite', rule, ...parsed, suppressor };
}

/** Both alarms of an alarm's own Region; ActionsSuppressor may be an ARN. */
function suppressorOf(input: PutCompositeAlarmInput): Suppressor | undefined {
  const { ActionsSuppressor, ActionsSuppressorWaitPeriod, ActionsSuppressorExtensionPeriod } = input;
  if (ActionsSuppressor === undefined) return undefined;
  if (ActionsSuppressorWaitPeriod === undefined || ActionsSuppressorExtensionPeriod === undefined)
    throw invalidRule('ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod must be given as well');
  return {
    alarm: alarmNameIn(ActionsSuppressor),
    waitSeconds: ActionsSuppressorWaitPeriod,
    extensionSeconds: ActionsSuppressorExtensionPeriod,
  };
}
