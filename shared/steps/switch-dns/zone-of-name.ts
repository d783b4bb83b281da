import type { Route53Client } from '@aws-sdk/client-route-53';
import type { HostAddresses } from '../../aws/ask-dns.ts';
import type { ClientsOf } from '../../aws/clients.ts';
import { read } from '../../aws/read.ts';
import { readZone } from '../../aws/route53.ts';
import type { Finding } from '../../contracts/finding.ts';
import type { HealthSpec } from '../../contracts/specs/switch-dns.ts';
import type { Decision } from '../../domain/decision.ts';
import { type CallError, judgeCallError } from '../../domain/judge-call-error.ts';
import { known, type Reading } from '../../domain/reading.ts';
import { mistakenZone } from '../../domain/recovery/identity.ts';
import { doubt, warning } from '../../executor/findings.ts';
import type { StepRun } from '../../executor/step.ts';
import type { Goal } from './judge-answer.ts';
import { type Unmoved, unmovedRecords } from './judge-records.ts';
import { type Asked, hostAddresses, isThere, waitForName } from './name-answer.ts';
import { type NameRecords, readNameRecords } from './name-records.ts';

/** What a look has seen of the name. */
export type SeenName = Readonly<{
  name: Reading<Asked>;
  /** Read at the first look only. */
  host?: Reading<HostAddresses> | undefined;
  /** Of a zone that the plan names, at the first look and before the last, which some answer tells: nothing else rests on Route 53's control plane. */
  records?: Reading<NameRecords> | undefined;
}>;

export const goalOf = ({ name, expect, stays }: HealthSpec): Goal => ({ name, host: expect, right: stays });

/** Undefined where the plan names no zone. A zone that is not the one that is meant is as good as none that answers. */
export const readZoneOf = async (
  route53: ClientsOf<Route53Client>,
  { name, zone }: HealthSpec,
  run: StepRun,
): Promise<Reading<NameRecords> | undefined> =>
  zone === undefined
    ? undefined
    : await read(async () => {
        const mistaken = mistakenZone(run.identity, { zone, name }, await readZone(route53, zone));
        if (mistaken !== undefined) throw Object.assign(new Error(mistaken), { name: 'MistakenZone' });
        return await readNameRecords({ route53, zone, name });
      });

/** Records that neither lead to the standby nor are turned by the switch. */
function unmovedIn(spec: HealthSpec, { records, host, name }: SeenName): Unmoved[] {
  if (spec.zone === undefined || records?.kind !== 'known') return [];
  return unmovedRecords({
    ...{ goal: goalOf(spec), zone: spec.zone, records: records.value },
    ...{ host: hostAddresses(host, name), healthCheck: spec.healthCheck },
  });
}

/** Done when every answer leads there, and every record that no answer here has shown. */
export function judgeName(spec: HealthSpec, facts: SeenName): Decision<never> {
  const { name, records } = facts;
  const goal = goalOf(spec);
  const unmoved = unmovedIn(spec, facts);
  if (!isThere(name)) return waitForName(goal, name, unmoved);
  const { answer, leads, unasked } = name.value;
  const left = unmoved.filter(({ type, mayTurn }) => !(mayTurn && leads.includes(type)));
  if (left.length > 0) return waitForName(goal, name, left);
  if (records?.kind === 'unreadable' && isForNow(records.failure))
    return { wait: 2, because: `the records of ${spec.name} could not be read: ${records.failure.error}` };
  const isSeen = records?.kind === 'known' && !isEmpty(records.value);
  if (unasked.length > 0 && !isSeen)
    return {
      wait: 2,
      because: `${spec.name}: nobody has answered whether it has records of type ${unasked.join(' or ')}`,
    };
  const { bucket, key } = spec.switch;
  const place = { name: spec.name, host: spec.expect, answer, switch: `s3://${bucket}/${key}`, ttlSeconds: spec.ttl };
  return { done: { ...place, ...(isSeen ? {} : { unseen: [notSeen(spec, records)] }) } };
}

/** Refused for now, so that it may be asked again in a moment. On silence nothing here waits: the switch needs the data plane alone. */
function isForNow(failure: CallError): boolean {
  const kind = judgeCallError(failure);
  return kind === 'throttled' || kind === 'busy';
}

function notSeen({ name, zone }: HealthSpec, records: Reading<NameRecords> | undefined): string {
  const why = records === undefined ? 'the plan names no zone of it' : `in zone ${zone}: ${whyNotSeen(records)}`;
  return `records of ${name} that answer others elsewhere, by weight or place (${why})`;
}

const whyNotSeen = (records: Reading<NameRecords>): string =>
  records.kind === 'unreadable' ? records.failure.error : 'it holds none';

const isEmpty = ({ own, wildcard }: NameRecords): boolean => own.length === 0 && wildcard === undefined;

/** What of the name no step of the plan moves, and what nobody could look at. */
export function assessZone(spec: HealthSpec, facts: SeenName): Finding[] {
  const { records, name } = facts;
  if (spec.zone === undefined || records?.kind === 'unreadable')
    return [warning(`not looked at: ${notSeen(spec, records)}`), ...assessAnswers(spec, facts)];
  if (records === undefined) return [];
  if (isEmpty(records.value))
    return [doubt(`zone ${spec.zone} holds no record of ${spec.name}: the name is led from somewhere else`)];
  return unmovedIn(spec, { ...facts, records: known(records.value), name }).map(({ text }) =>
    doubt(`no step of the plan moves ${spec.name} ${text}; whoever follows it stays on the side that is left`),
  );
}

/** Which types there are besides, where the records are not to be seen: whether they follow the switch is seen only after it. */
function assessAnswers(spec: HealthSpec, { name }: SeenName): Finding[] {
  if (name.kind === 'unreadable') return [];
  const others = [...name.value.elsewhere, ...name.value.leads].filter((type) => type !== 'A' && type !== 'CNAME');
  return others.length === 0
    ? []
    : [
        warning(
          `${spec.name} answers ${others.join(' and ')}, too: whether the switch moves that is not known before it is thrown`,
        ),
      ];
}
