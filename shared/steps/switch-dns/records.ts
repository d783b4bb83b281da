import { ChangeResourceRecordSetsCommand, type Route53Client } from '@aws-sdk/client-route-53';
import type { AskDns, HostAddresses } from '../../aws/ask-dns.ts';
import type { ClientsOf } from '../../aws/clients.ts';
import { read } from '../../aws/read.ts';
import { readChange, readZone, route53Region } from '../../aws/route53.ts';
import { defined } from '../../contracts/defined.ts';
import type { RecordsSpec } from '../../contracts/specs/switch-dns.ts';
import type { Decision, Receipt } from '../../domain/decision.ts';
import { judgeUnreadable } from '../../domain/judge-unreadable.ts';
import type { Reading } from '../../domain/reading.ts';
import { mistakenZone, type ZoneFacts } from '../../domain/recovery/identity.ts';
import { mayHaveActed, secondsSinceAct } from '../../executor/acts.ts';
import type { StepRun } from '../../executor/step.ts';
import { batch, operation, presentWords, type RecordsCommand } from './batch.ts';
import type { Goal } from './judge-answer.ts';
import { type Unmoved, unmovedRecords } from './judge-records.ts';
import { type MoveState, movesOf, rightOf, stateOf } from './moves.ts';
import { type Asked, hostAddresses, isThere, readHost, readNameAnswer, waitForName } from './name-answer.ts';
import { type NameRecords, readNameRecords } from './name-records.ts';
import { type FoundRecord, foundInWords, hostOfValue } from './record-sets.ts';

/** A change that was sent and not answered may still be on its way. */
const answerSeconds = 10;

export type RecordsDependencies = Readonly<{ route53: ClientsOf<Route53Client>; askDns: AskDns }>;

export type RecordsFacts = Readonly<{
  strategy: 'records';
  /** What the id of the zone stands for; undefined once the change may have been made. */
  zone: Reading<ZoneFacts> | undefined;
  records: Reading<NameRecords>;
  /** PENDING or INSYNC; undefined where no answer has brought the id of a change. */
  change: Reading<string> | undefined;
  name: Reading<Asked>;
  /** Read at the first look only. */
  host?: Reading<HostAddresses> | undefined;
}>;

export async function observeRecords(
  spec: RecordsSpec,
  run: StepRun,
  { route53, askDns }: RecordsDependencies,
): Promise<RecordsFacts> {
  const { zone, name, to } = spec;
  const id = run.acts.findLast(({ receipt }) => receipt?.changeId !== undefined)?.receipt?.changeId;
  const [zoneFacts, records, change, answer, host] = await Promise.all([
    mayHaveActed(run, operation) ? undefined : read(() => readZone(route53, zone)),
    read(() => readNameRecords({ route53, zone, name })),
    id === undefined ? undefined : read(() => readChange(route53, id)),
    readNameAnswer(askDns, goalOf(spec)),
    readHost(askDns, hostOfValue(to), run),
  ]);
  return { strategy: 'records', zone: zoneFacts, records, change, name: answer, host };
}

const goalOf = (spec: RecordsSpec): Goal => ({ name: spec.name, host: hostOfValue(spec.to), right: rightOf(spec) });

export function decideRecords(spec: RecordsSpec, facts: RecordsFacts, run: StepRun): Decision<RecordsCommand> {
  const { records, zone } = facts;
  if (zone?.kind === 'unreadable') return judgeUnreadable(`hosted zone ${spec.zone}`, zone.failure);
  const mistaken = zone && mistakenZone(run.identity, spec, zone.value);
  if (mistaken !== undefined) return { refuse: mistaken };
  if (records.kind === 'unreadable') return judgeUnreadable(`records of ${spec.name} in ${spec.zone}`, records.failure);
  const { own } = records.value;
  if (own.length === 0) return { refuse: `${spec.name} has no record in ${spec.zone}: a typing error would make one` };
  const several = own.filter(({ isSimple }) => !isSimple);
  if (several.length > 0)
    return {
      refuse: `${spec.name} is not one simple record of each type but ${words(several)}: the strategy health is made for that`,
    };
  const states = movesOf(spec).map((move) => stateOf(move, own));
  const strange = states.find(({ is }) => is === 'unknown');
  if (strange !== undefined) return { refuse: strangeWords(spec, strange, own) };
  const beside = besideOf(spec, facts, states);
  if (beside.length > 0)
    return {
      refuse: `${spec.name} has beside it ${beside.map(({ text }) => text).join('; ')}, which no step of the plan moves: name it in also, or in stays where it leads to neither side`,
    };
  if (states.every(({ is }) => is === 'after')) return judgeChanged(spec, facts, states[0]?.present);
  if (secondsSinceAct(run, operation) < answerSeconds) return { wait: 2, because: 'the change does not show yet' };
  return { act: batch(spec, states), because: `${spec.name} is ${presentWords(states)}` };
}

const words = (records: readonly FoundRecord[]): string => records.map(foundInWords).join('; ');

function strangeWords({ name }: RecordsSpec, { present, move }: MoveState, own: readonly FoundRecord[]): string {
  const is = words(present === undefined ? own : [present]);
  const why = present === undefined ? `it has no ${move.from.type} record, or ` : '';
  return `${name} is ${is}, which the plan does not know: ${why}somebody has changed it`;
}

/** Records that the batch does not touch and that do not lead to the new side by themselves. */
function besideOf(spec: RecordsSpec, facts: RecordsFacts, states: readonly MoveState[]): Unmoved[] {
  if (facts.records.kind === 'unreadable') return [];
  const moved = states.map(({ present }) => present);
  const own = facts.records.value.own.filter((record) => !moved.includes(record));
  const records = { ...facts.records.value, own };
  return unmovedRecords({
    goal: goalOf(spec),
    zone: spec.zone,
    records,
    host: hostAddresses(facts.host, facts.name),
  });
}

function judgeChanged(
  spec: RecordsSpec,
  facts: RecordsFacts,
  present: FoundRecord | undefined,
): Decision<RecordsCommand> {
  const { name, change: status } = facts;
  if (status?.kind === 'known' && status.value !== 'INSYNC') return { wait: 2, because: `Route 53: ${status.value}` };
  if (!isThere(name)) return waitForName(goalOf(spec), name, []);
  const ttlSeconds = defined({ ttlSeconds: present?.set.TTL });
  const changeStatus = status?.kind === 'known' ? { change: status.value } : {};
  const host = hostOfValue(spec.to);
  return { done: { name: spec.name, host, answer: name.value.answer, ...ttlSeconds, ...changeStatus } };
}

/** The receipt is the id of the change: lost with a lost answer, and then what the name answers is all there is. */
export async function sendRecords({ input }: RecordsCommand, { route53 }: RecordsDependencies): Promise<Receipt> {
  const { actor } = route53(route53Region);
  const { ChangeInfo } = await actor.send(new ChangeResourceRecordSetsCommand(input));
  return defined({ changeId: ChangeInfo?.Id });
}
