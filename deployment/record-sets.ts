import type { DeployedPlan } from '../shared/contracts/plan.ts';
import type { SwitchDnsSpec } from '../shared/contracts/specs/switch-dns.ts';
import { type Arn, globalArn, named, plain } from './arn.ts';

const prefix = 'route53:ChangeResourceRecordSets';

/** In the order in which a batch replaces a record by another one. */
const actions = ['DELETE', 'CREATE'];

export type RecordSetGrant = Readonly<{ Resource: readonly Arn[]; Condition: object }>;

/** What the plans may make of records: a statement for each name, in a stable order. */
export function recordSetGrants(plans: readonly DeployedPlan[]): RecordSetGrant[] {
  const byName = Map.groupBy(recordsOf(plans), ({ zone, name }) => `${zone} ${name}`);
  return [...byName].sort(([one], [other]) => one.localeCompare(other)).flatMap(([, records]) => grantOf(records));
}

type Records = Extract<SwitchDnsSpec, { strategy: 'records' }>;

const recordsOf = (plans: readonly DeployedPlan[]): Records[] =>
  plans.flatMap((plan) =>
    Object.values(plan.runbooks)
      .flatMap((runbook) => runbook.stages.flatMap((stage) => stage.steps))
      .flatMap((step) => ('switchDns' in step && step.switchDns.strategy === 'records' ? [step.switchDns] : [])),
  );

/**
 * One zone and one name in it: each change of a batch must be about its records of the types that are planned. A condition for all values holds as well where there
 * are none, so that they are there is a condition of its own. Names as docs.aws.amazon.com/Route53/latest/DeveloperGuide/
 * specifying-rrset-conditions.html wants them: what a plan may hold is in lower case and without the final dot.
 */
function grantOf(records: readonly Records[]): RecordSetGrant[] {
  const [first] = records;
  if (first === undefined) return [];
  const types = [...new Set(records.flatMap(typesOf))].sort();
  const wanted = { NormalizedRecordNames: [plain(first.name)], RecordTypes: types, Actions: actions };
  const keyed = Object.entries(wanted).map(([key, values]) => [`${prefix}${key}`, values] as const);
  return [
    {
      Resource: [globalArn('route53', named`hostedzone/${first.zone}`)],
      Condition: {
        'ForAllValues:StringEquals': Object.fromEntries(keyed),
        Null: Object.fromEntries(keyed.map(([key]) => [key, 'false'])),
      },
    },
  ];
}

const typesOf = ({ from, to, also }: Records): string[] => [typeOf(from), typeOf(to), ...also.map(({ type }) => type)];

const typeOf = (value: Records['to']): string => ('cname' in value ? 'CNAME' : 'A');
