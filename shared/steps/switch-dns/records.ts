import { ChangeResourceRecordSetsCommand, type Route53Client } from '@aws-sdk/client-route-53';
import type { AskDns } from '../../aws/ask-dns.ts';
import type { ClientsOf } from '../../aws/clients.ts';
import { read } from '../../aws/read.ts';
import { readChange, readRecords, readZone, route53Region } from '../../aws/route53.ts';
import { defined } from '../../contracts/defined.ts';
import { RegionName } from '../../contracts/fields.ts';
import type { Finding } from '../../contracts/finding.ts';
import type { Decision, Receipt } from '../../domain/decision.ts';
import { judgeUnreadable } from '../../domain/judge-unreadable.ts';
import { knownOf, type Reading } from '../../domain/reading.ts';
import { mistakenZone, type ZoneFacts } from '../../domain/recovery/identity.ts';
import { mayHaveActed, secondsSinceAct } from '../../executor/acts.ts';
import { findingsOf, unreadable } from '../../executor/findings.ts';
import type { StepRun } from '../../executor/step.ts';
import { assessHost, type NameAnswer, readHost, readNameAnswer, waitForName } from './name-answer.ts';
import {
  type FoundRecord,
  foundRecord,
  hostOfValue,
  inWords,
  isValue,
  type RecordSet,
  type RecordsSpec,
  recordSet,
} from './record-sets.ts';

const operation = 'ChangeResourceRecordSets';

/** A change that was sent and not answered may still be on its way. */
const answerSeconds = 10;
const longestTtl = 60;

export type RecordsDependencies = Readonly<{ route53: ClientsOf<Route53Client>; askDns: AskDns }>;

export type RecordsFacts = Readonly<{
  strategy: 'records';
  /** What the id of the zone stands for; undefined once the change may have been made. */
  zone: Reading<ZoneFacts> | undefined;
  records: Reading<readonly FoundRecord[]>;
  /** PENDING or INSYNC; undefined where no answer has brought the id of a change. */
  change: Reading<string> | undefined;
  name: Reading<NameAnswer>;
  /** Read at the first look only. */
  host?: Reading<unknown> | undefined;
}>;

export async function observeRecords(
  { zone, name, to }: RecordsSpec,
  run: StepRun,
  { route53, askDns }: RecordsDependencies,
): Promise<RecordsFacts> {
  const id = run.acts.findLast(({ receipt }) => receipt?.changeId !== undefined)?.receipt?.changeId;
  const [zoneFacts, records, change, answer, host] = await Promise.all([
    mayHaveActed(run, operation) ? undefined : read(() => readZone(route53, zone)),
    read(async () => (await readRecords(route53, zone, name)).flatMap(foundRecord)),
    id === undefined ? undefined : read(() => readChange(route53, id)),
    readNameAnswer(askDns, name, hostOfValue(to)),
    readHost(askDns, hostOfValue(to), run),
  ]);
  return { strategy: 'records', zone: zoneFacts, records, change, name: answer, host };
}

export type RecordsCommand = Readonly<{
  service: 'route53';
  operation: typeof operation;
  region: RegionName;
  input: {
    HostedZoneId: string;
    ChangeBatch: { Changes: { Action: 'DELETE' | 'CREATE'; ResourceRecordSet: RecordSet }[] };
  };
}>;

export function decideRecords(spec: RecordsSpec, facts: RecordsFacts, run: StepRun): Decision<RecordsCommand> {
  const { records, zone } = facts;
  if (zone?.kind === 'unreadable') return judgeUnreadable(`hosted zone ${spec.zone}`, zone.failure);
  const mistaken = zone && mistakenZone(run.identity, spec, zone.value);
  if (mistaken !== undefined) return { refuse: mistaken };
  if (records.kind === 'unreadable') return judgeUnreadable(`records of ${spec.name} in ${spec.zone}`, records.failure);
  const [found, ...others] = records.value;
  if (found === undefined)
    return { refuse: `${spec.name} has no record in ${spec.zone}: a typing error would make one` };
  if (others.length > 0 || !found.isSimple) {
    const words = records.value.map(({ set }) => inWords(set)).join('; ');
    return { refuse: `${spec.name} is not one simple record but ${words}: the strategy health is made for that` };
  }
  if (isValue(found.set, spec.to)) return judgeChanged(spec, facts, found.set);
  if (!isValue(found.set, spec.from))
    return { refuse: `${spec.name} is ${inWords(found.set)}, which the plan does not know: somebody has changed it` };
  if (secondsSinceAct(run, operation) < answerSeconds) return { wait: 2, because: 'the change does not show yet' };
  return change(spec, found.set);
}

function judgeChanged(spec: RecordsSpec, facts: RecordsFacts, present: RecordSet): Decision<RecordsCommand> {
  const { name, change: status } = facts;
  const host = hostOfValue(spec.to);
  if (status?.kind === 'known' && status.value !== 'INSYNC') return { wait: 2, because: `Route 53: ${status.value}` };
  if (name.kind === 'unreadable' || !name.value.isExpected) return waitForName(spec.name, host, name);
  const ttlSeconds = defined({ ttlSeconds: present.TTL });
  const changeStatus = status?.kind === 'known' ? { change: status.value } : {};
  return { done: { name: spec.name, host, answer: name.value.answer, ...ttlSeconds, ...changeStatus } };
}

const change = ({ zone, name, to }: RecordsSpec, present: RecordSet): Decision<RecordsCommand> => ({
  act: {
    service: 'route53',
    operation,
    region: RegionName.parse(route53Region),
    input: {
      HostedZoneId: zone,
      ChangeBatch: {
        Changes: [
          { Action: 'DELETE', ResourceRecordSet: present },
          { Action: 'CREATE', ResourceRecordSet: recordSet(name, to) },
        ],
      },
    },
  },
  because: `${name} is ${inWords(present)}`,
});

/** Whether the change could be made now, and what is unwise about it. */
export function assessRecords(spec: RecordsSpec, facts: RecordsFacts, run: StepRun): Finding[] {
  const found = knownOf(facts.records)?.[0];
  const decision = decideRecords(spec, facts, run);
  const needsControlPlane = `${spec.name} needs the control plane of Route 53, which lives in us-east-1; prefer the strategy health`;
  return [
    { level: 'warning', text: needsControlPlane },
    ...warnTtl(spec, found),
    ...(found?.set.AliasTarget?.EvaluateTargetHealth === true && 'alias' in spec.to
      ? [
          {
            level: 'warning' as const,
            text: 'the alias evaluates the health of its target now, and will not afterwards',
          },
        ]
      : []),
    ...findingsOf(decision),
    ...assessHost({ name: spec.name, host: hostOfValue(spec.to) }, facts.host, run),
    ...assessReads(spec, facts),
  ];
}

function warnTtl({ from }: RecordsSpec, found: FoundRecord | undefined): Finding[] {
  const ttl = found?.set.TTL ?? ('cname' in from ? from.ttl : 0);
  if (ttl <= longestTtl) return [];
  return [{ level: 'warning', text: `a TTL of ${ttl} s keeps clients on the lost side for so long` }];
}

/** What could not be read now leaves it open whether the change could be made; what never can be read the decision says. */
function assessReads(spec: RecordsSpec, { zone, records }: RecordsFacts): Finding[] {
  const [failed] = [zone, records].flatMap((reading) => (reading?.kind === 'unreadable' ? [reading.failure] : []));
  const finding = failed && unreadable(`hosted zone ${spec.zone} and ${spec.name} in it`, failed);
  return finding?.level === 'doubt' ? [finding] : [];
}

/** The receipt is the id of the change: lost with a lost answer, and then what the name answers is all there is. */
export async function sendRecords({ input }: RecordsCommand, { route53 }: RecordsDependencies): Promise<Receipt> {
  const { actor } = route53(route53Region);
  const { ChangeInfo } = await actor.send(new ChangeResourceRecordSetsCommand(input));
  return defined({ changeId: ChangeInfo?.Id });
}
