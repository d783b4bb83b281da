import type {
  DeleteAlarmMuteRuleInput,
  GetAlarmMuteRuleInput,
  ListAlarmMuteRulesInput,
  PutAlarmMuteRuleInput,
} from '@aws-sdk/client-cloudwatch';
import { AwsFault, type Call, notSimulated } from '../../../call.ts';
import type { World } from '../../../world.ts';
import { invalidValue, missing } from '../input-faults.ts';
import type { Alarm } from './alarm.ts';
import { pageOfAlarms } from './paging.ts';

const at = /^at\((\d{4}-\d{2}-\d{2}T\d{2}:\d{2})\)$/;
const iso = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/;

const minuteMs = 60_000;
const longestMs = 15 * 24 * 60 * minuteMs;
const mostTargets = 100;

export type MuteRules = ReturnType<typeof createMuteRules>;

type MuteRule = Readonly<{
  region: string;
  name: string;
  arn: string;
  alarms: readonly string[];
  /** In ms. */
  from: number;
  until: number;
  given: PutAlarmMuteRuleInput;
  updatedAt: number;
}>;

/** While a rule is in force the actions of its alarms are held back; they are evaluated, and their events sent, as ever. */
export function createMuteRules(world: World, onChange: () => void) {
  const { all, statusOf, put, find, remove } = createRules(world);

  const summaryOf = (rule: MuteRule) => ({
    AlarmMuteRuleArn: rule.arn,
    Status: statusOf(rule),
    MuteType: 'ONE_TIME',
    LastUpdatedTimestamp: new Date(rule.updatedAt),
  });

  const list = (input: ListAlarmMuteRulesInput, { region }: Call) => {
    const { AlarmName: alarm, Statuses: statuses = [] } = input;
    const found = all()
      .filter((rule) => rule.region === region)
      .filter((rule) => alarm === undefined || rule.alarms.includes(alarm))
      .filter((rule) => statuses.length === 0 || statuses.includes(statusOf(rule)));
    const { items, next } = pageOfAlarms(found, input);
    return { AlarmMuteRuleSummaries: items.map(summaryOf), NextToken: next };
  };

  const get = ({ AlarmMuteRuleName }: GetAlarmMuteRuleInput, { region }: Call) => {
    const rule = find(AlarmMuteRuleName, region);
    const { Description, Rule, MuteTargets } = rule.given;
    return { ...summaryOf(rule), Name: rule.name, Description, Rule, MuteTargets };
  };

  const operations = {
    PutAlarmMuteRule: (input: PutAlarmMuteRuleInput, call: Call) => {
      put(input, call);
      onChange();
      return {};
    },
    ListAlarmMuteRules: list,
    GetAlarmMuteRule: get,
    DeleteAlarmMuteRule: (input: DeleteAlarmMuteRuleInput, call: Call) => {
      remove(input, call);
      onChange();
      return {};
    },
  };
  /** Until when, in ms, some rule mutes the alarm now. */
  const mutedUntil = ({ region, name }: Alarm): number | undefined => {
    const ends = all()
      .filter((rule) => rule.region === region && rule.alarms.includes(name) && statusOf(rule) === 'ACTIVE')
      .map(({ until }) => until);
    return ends.length === 0 ? undefined : Math.max(...ends);
  };
  return { operations, mutedUntil };
}

function createRules({ clock, account }: World) {
  const rules = new Map<string, MuteRule>();
  const keyOf = (region: string, name: string): string => `${region} ${name}`;
  return {
    all: () => [...rules.values()],
    statusOf: ({ from, until }: MuteRule): 'ACTIVE' | 'SCHEDULED' | 'EXPIRED' => {
      if (clock.now() < from) return 'SCHEDULED';
      return clock.now() < until ? 'ACTIVE' : 'EXPIRED';
    },
    put: (input: PutAlarmMuteRuleInput, { region }: Call) => {
      const name = input.Name;
      if (!name) throw missing('Name');
      const arn = `arn:aws:cloudwatch:${region}:${account}:alarm-mute-rule:${name}`;
      const alarms = targetsOf(input);
      const rule = { region, name, arn, alarms, ...windowOf(input), given: input, updatedAt: clock.now() };
      rules.set(keyOf(region, name), rule);
      return {};
    },
    find: (name: string | undefined, region: string): MuteRule => {
      const rule = rules.get(keyOf(region, name ?? ''));
      if (rule === undefined) throw notFound(name ?? '');
      return rule;
    },
    remove: ({ AlarmMuteRuleName }: DeleteAlarmMuteRuleInput, { region }: Call) => {
      rules.delete(keyOf(region, AlarmMuteRuleName ?? ''));
      return {};
    },
  };
}

/** AWS's pages leave open what a rule without targets mutes. */
function targetsOf({ MuteTargets }: PutAlarmMuteRuleInput): readonly string[] {
  const names = MuteTargets?.AlarmNames ?? [];
  if (names.length === 0) throw notSimulated('cloudwatch:PutAlarmMuteRule without MuteTargets');
  if (names.length > mostTargets) throw invalidValue(`At most ${mostTargets} alarms can be muted by one rule.`);
  return names;
}

/** docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Schedule.html; windows that return (cron) are not modelled. */
function windowOf({ Rule }: PutAlarmMuteRuleInput): { from: number; until: number } {
  const { Expression = '', Duration = '', Timezone = 'UTC' } = Rule?.Schedule ?? {};
  if (Timezone !== 'UTC') throw notSimulated('cloudwatch:PutAlarmMuteRule with a Timezone');
  const start = at.exec(Expression)?.[1];
  if (start === undefined) throw notSimulated(`cloudwatch:PutAlarmMuteRule with the schedule ${Expression}`);
  const from = Date.parse(`${start}Z`);
  return { from, until: from + durationMs(Duration) };
}

function durationMs(text: string): number {
  const [days = 0, hours = 0, minutes = 0] = (iso.exec(text) ?? []).slice(1).map((part) => Number(part ?? 0));
  const duration = ((days * 24 + hours) * 60 + minutes) * minuteMs;
  if (duration < minuteMs || duration > longestMs)
    throw invalidValue('The parameter Rule.Schedule.Duration must be from PT1M to P15D, in days, hours and minutes.');
  return duration;
}

const notFound = (name: string): AwsFault => new AwsFault('ResourceNotFoundException', `no mute rule ${name}`);
