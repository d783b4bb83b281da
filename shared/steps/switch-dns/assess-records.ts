import type { Finding } from '../../contracts/finding.ts';
import type { RecordsSpec } from '../../contracts/specs/switch-dns.ts';
import { knownOf } from '../../domain/reading.ts';
import { findingsOf, unreadable, warning } from '../../executor/findings.ts';
import type { StepRun } from '../../executor/step.ts';
import { assessHost } from './name-answer.ts';
import { type FoundRecord, hostOfValue } from './record-sets.ts';
import { decideRecords, type RecordsFacts } from './records.ts';

const longestTtl = 60;

/** Whether the change could be made now, and what is unwise about it. */
export function assessRecords(spec: RecordsSpec, facts: RecordsFacts, run: StepRun): Finding[] {
  const own = knownOf(facts.records)?.own ?? [];
  const decision = decideRecords(spec, facts, run);
  const needsControlPlane = `${spec.name} needs the control plane of Route 53, which lives in us-east-1; prefer the strategy health`;
  return [
    warning(needsControlPlane),
    ...warnTtl(spec, own),
    ...warnHealth(spec, own),
    ...findingsOf(decision),
    ...assessHost({ name: spec.name, host: hostOfValue(spec.to) }, facts.host, run),
    ...assessReads(spec, facts),
  ];
}

function warnTtl({ from }: RecordsSpec, own: readonly FoundRecord[]): Finding[] {
  const ttls = own.flatMap(({ set: { TTL } }) => TTL ?? []);
  const ttl = ttls.length > 0 ? Math.max(...ttls) : 'cname' in from ? from.ttl : 0;
  if (ttl <= longestTtl) return [];
  return [warning(`a TTL of ${ttl} s keeps clients on the lost side for so long`)];
}

const warnHealth = ({ to }: RecordsSpec, own: readonly FoundRecord[]): Finding[] =>
  'alias' in to && own.some(({ set }) => set.AliasTarget?.EvaluateTargetHealth === true)
    ? [warning('the alias evaluates the health of its target now, and will not afterwards')]
    : [];

/** What could not be read now leaves it open whether the change could be made; what never can be read the decision says. */
function assessReads(spec: RecordsSpec, { zone, records }: RecordsFacts): Finding[] {
  const [failed] = [zone, records].flatMap((reading) => (reading?.kind === 'unreadable' ? [reading.failure] : []));
  const finding = failed && unreadable(`hosted zone ${spec.zone} and ${spec.name} in it`, failed);
  return finding?.level === 'doubt' ? [finding] : [];
}
