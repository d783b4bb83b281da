import type { Call } from '../../../call.ts';
import type { Resources } from '../../../service.ts';

type Named = Readonly<{ AlarmName?: string | undefined; AlarmNames?: readonly string[] | undefined }>;
type Listed = Named & Readonly<{ AlarmTypes?: readonly string[] | undefined }>;

type MuteRuleNamed = Readonly<{ Name?: string | undefined; AlarmMuteRuleName?: string | undefined }>;

type Targeted = Readonly<{ MuteTargets?: Readonly<{ AlarmNames?: readonly string[] | undefined }> | undefined }>;

/**
 * docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html. What concerns composite alarms asks for
 * a permission on all of them, as the pages of PutCompositeAlarm, DescribeAlarms and DescribeAlarmHistory say.
 */
export function alarmResources(account: string): Readonly<Record<string, Resources['of']>> {
  const alarmArn = (region: string, name: string) => `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`;
  const namesOf = ({ AlarmName, AlarmNames = AlarmName === undefined ? [] : [AlarmName] }: Named) => AlarmNames;

  const all = (_: object, { region }: Call) => [alarmArn(region, '*')];
  const byName = (input: Named, { region }: Call) => namesOf(input).map((name) => alarmArn(region, name));
  const listed = (input: Listed, call: Call) => {
    const hasComposites = input.AlarmTypes?.includes('CompositeAlarm') ?? false;
    return hasComposites || namesOf(input).length === 0 ? all(input, call) : byName(input, call);
  };
  const byMuteRule = ({ AlarmMuteRuleName, Name = AlarmMuteRuleName }: MuteRuleNamed, { region }: Call) => [
    `arn:aws:cloudwatch:${region}:${account}:alarm-mute-rule:${Name}`,
  ];

  return {
    PutMetricAlarm: byName,
    PutCompositeAlarm: all,
    DescribeAlarms: listed,
    DescribeAlarmHistory: listed,
    SetAlarmState: byName,
    EnableAlarmActions: byName,
    DisableAlarmActions: byName,
    DeleteAlarms: byName,
    /** The rule, and each alarm that it mutes: API_PutAlarmMuteRule.html. */
    PutAlarmMuteRule: (input: MuteRuleNamed & Targeted, call: Call) => [
      ...byMuteRule(input, call),
      ...byName({ AlarmNames: input.MuteTargets?.AlarmNames }, call),
    ],
    GetAlarmMuteRule: byMuteRule,
    DeleteAlarmMuteRule: byMuteRule,
    ListAlarmMuteRules: (_: object, { region }: Call) => [`arn:aws:cloudwatch:${region}:${account}:alarm-mute-rule:*`],
  };
}
