import type {
  DeleteRuleRequest,
  DescribeRuleRequest,
  DisableRuleRequest,
  ListRulesRequest,
  PutRuleRequest,
} from '@aws-sdk/client-eventbridge';
import { type Call, notSimulated } from '../../call.ts';
import { pageOf } from '../page.ts';
import { type Buses, defaultBus } from './buses.ts';
import { invalid, notFound } from './faults.ts';
import { compilePattern } from './pattern/pattern.ts';
import { requirePatternSize, requireRules } from './quotas.ts';
import type { Bus, Rule } from './rule.ts';

const ruleName = /^[.\-_A-Za-z0-9]{1,64}$/;
const mostListed = 100;

export type Rules = ReturnType<typeof createRules>;

type Named = Readonly<{ Name?: string | undefined; EventBusName?: string | undefined }>;
type Place = Pick<Call, 'region'>;

export function createRules(buses: Buses) {
  const find = ({ Name = '', EventBusName }: Named, { region }: Place): Rule => {
    const bus = buses.find(EventBusName, region);
    const rule = bus.rules.get(Name);
    if (rule === undefined) throw notFound(`Rule ${Name} on EventBus ${bus.name}`);
    return rule;
  };

  /** The same name again changes the rule and leaves its targets. */
  const put = (input: PutRuleRequest, { region }: Place) => {
    const { Name: name = '', EventPattern: pattern, Description: description, RoleArn: roleArn, EventBusName } = input;
    if (!ruleName.test(name)) throw invalid(`Rule name ${name} is not valid.`);
    if (pattern === undefined) throw invalid('Parameter(s) EventPattern or ScheduleExpression must be specified.');
    const bus = buses.find(EventBusName, region);
    const what = { pattern, matches: compilePattern(pattern), description, roleArn, isEnabled: isEnabledIn(input) };
    requirePatternSize(pattern);
    const known = bus.rules.get(name);
    if (known === undefined) requireRules(bus.rules.size + 1);
    if (known !== undefined) Object.assign(known, what);
    const arn = ruleArn(bus, name);
    if (known === undefined) bus.rules.set(name, { name, arn, bus: bus.name, region, ...what, targets: new Map() });
    return { RuleArn: arn };
  };

  const remove = (input: DeleteRuleRequest, call: Call) => {
    const rule = find(input, call);
    if (rule.targets.size > 0) throw invalid("Rule can't be deleted since it has targets.");
    buses.find(input.EventBusName, call.region).rules.delete(rule.name);
    return {};
  };

  const list = ({ NamePrefix = '', EventBusName, Limit = mostListed, NextToken }: ListRulesRequest, call: Call) => {
    const all = [...buses.find(EventBusName, call.region).rules.values()];
    const wanted = all.filter(({ name }) => name.startsWith(NamePrefix)).sort((a, b) => (a.name < b.name ? -1 : 1));
    const page = pageOf(wanted, Limit, NextToken);
    if (page === undefined) throw invalid('Token is not valid');
    return { Rules: page.items.map(shown), NextToken: page.next };
  };

  const setEnabled = (isEnabled: boolean) => (input: DisableRuleRequest, call: Call) => {
    find(input, call).isEnabled = isEnabled;
    return {};
  };

  return {
    find,
    put,
    remove,
    list,
    describe: (input: DescribeRuleRequest, call: Call) => shown(find(input, call)),
    enable: setEnabled(true),
    disable: setEnabled(false),
  };
}

function isEnabledIn({ State = 'ENABLED' }: PutRuleRequest): boolean {
  if (State !== 'ENABLED' && State !== 'DISABLED') throw notSimulated(`events:PutRule with the state ${State}`);
  return State === 'ENABLED';
}

const ruleArn = ({ name: bus, arn }: Bus, name: string): string =>
  arn.replace(/:event-bus\/.*$/, bus === defaultBus ? `:rule/${name}` : `:rule/${bus}/${name}`);

const shown = (rule: Rule) => ({
  Name: rule.name,
  Arn: rule.arn,
  EventPattern: rule.pattern,
  State: rule.isEnabled ? ('ENABLED' as const) : ('DISABLED' as const),
  Description: rule.description,
  RoleArn: rule.roleArn,
  EventBusName: rule.bus,
});
