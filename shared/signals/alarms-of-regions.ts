import {
  type AlarmMuteRuleSummary,
  type CloudWatchClient,
  GetAlarmMuteRuleCommand,
  ListAlarmMuteRulesCommand,
} from '@aws-sdk/client-cloudwatch';
import type { ClientsOf } from '../aws/clients.ts';
import { read } from '../aws/read.ts';
import { defined } from '../contracts/defined.ts';
import type { AlarmPlace } from '../domain/detection/alarms-of.ts';
import { outsideText } from '../domain/outside-text.ts';
import type { Reading } from '../domain/reading.ts';
import { type Alarm, describeAlarms } from './describe-alarms.ts';
import { partSeconds, withinPatience } from './within-patience.ts';

const descriptionSeconds = 0.3;

/** What one look at the alarms of a Region gave, each by its name. Neither ever rejects. */
type AlarmsOfRegion = Readonly<{
  described: Promise<Reading<ReadonlyMap<string, Alarm>>>;
  /** In words, by what those are muted that are. */
  muted: Promise<Reading<ReadonlyMap<string, string>>>;
}>;

export type AlarmsOfRegions = (region: string) => AlarmsOfRegion;

/** All alarms of a plan in as few calls as can be: quotas of CloudWatch are shared by everybody in the account. */
export function readAlarmsOfRegions(
  places: readonly AlarmPlace[],
  cloudWatch: ClientsOf<CloudWatchClient>,
): AlarmsOfRegions {
  const byRegion = Map.groupBy(places, ({ region }) => String(region));
  const looked = new Map(
    [...byRegion].map(([region, there]): [string, AlarmsOfRegion] => {
      const client = cloudWatch(region).watcher;
      const names = [...new Set(there.map(({ alarm }) => String(alarm)))];
      const muted = read(() => withinPatience(readMuted(client, names), partSeconds));
      return [region, { described: read(() => describe(client, names)), muted }];
    }),
  );
  return (region) => {
    const found = looked.get(region);
    if (found === undefined) throw new Error(`no alarm of the plan is in ${region}`);
    return found;
  };
}

/**
 * Mostly no rule of the Region is in force, and one call says so. Else CloudWatch is asked of each alarm: which alarms a rule
 * without targets mutes its pages leave open (API_PutAlarmMuteRule, API_ListAlarmMuteRules).
 */
async function readMuted(client: CloudWatchClient, alarms: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if ((await activeRules(client)).length === 0) return new Map();
  const each = alarms.map(async (alarm): Promise<[string, string][]> => {
    const rules = await activeRules(client, alarm);
    return rules.length === 0
      ? []
      : [[alarm, (await Promise.all(rules.map((rule) => inWords(client, rule)))).join(', ')]];
  });
  return new Map((await Promise.all(each)).flat());
}

/** Of the whole Region, or those that target one alarm: the first page that holds any says enough. */
async function activeRules(client: CloudWatchClient, alarm?: string): Promise<AlarmMuteRuleSummary[]> {
  const about = defined({ AlarmName: alarm });
  let token: string | undefined;
  do {
    const more = defined({ NextToken: token });
    const page = await client.send(new ListAlarmMuteRulesCommand({ Statuses: ['ACTIVE'], ...about, ...more }));
    if (page.AlarmMuteRuleSummaries?.length) return page.AlarmMuteRuleSummaries;
    token = page.NextToken;
  } while (token);
  return [];
}

async function inWords(client: CloudWatchClient, rule: AlarmMuteRuleSummary): Promise<string> {
  const changed = rule.LastUpdatedTimestamp ? `, last changed ${rule.LastUpdatedTimestamp.toISOString()}` : '';
  return `muted by rule ${outsideText(ruleName(rule))}${await descriptionOf(client, rule)}${changed}`;
}

/** arn:aws:cloudwatch:us-east-1:123456789012:alarm-mute-rule:deployment */
const ruleName = ({ AlarmMuteRuleArn = '' }: AlarmMuteRuleSummary): string => AlarmMuteRuleArn.split(':').at(-1) ?? '';

/** What whoever made the rule has to say; CloudWatch does not tell who that was. A rule is a rule without it, too. */
async function descriptionOf(client: CloudWatchClient, rule: AlarmMuteRuleSummary): Promise<string> {
  try {
    const asked = client.send(new GetAlarmMuteRuleCommand({ AlarmMuteRuleName: ruleName(rule) }));
    const { Description } = await withinPatience(asked, descriptionSeconds);
    return Description ? ` (${outsideText(Description)})` : '';
  } catch {
    return '';
  }
}

/** A plan has fifty signals at most, and one call takes a hundred names. */
async function describe(client: CloudWatchClient, AlarmNames: string[]): Promise<ReadonlyMap<string, Alarm>> {
  const found = await describeAlarms(client, { AlarmNames, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] });
  return new Map(found.map((alarm) => [alarm.AlarmName ?? '', alarm]));
}
