import type { CheckedChange } from './check-change.ts';
import { problemsOf } from './check-change.ts';
import { compareSets, hasSameValues, isSameSet, type RecordSet } from './record-set.ts';
import type { Zone } from './zones.ts';

export type Applied = Readonly<{ records: readonly RecordSet[]; problems: readonly string[] }>;

/**
 * All or nothing: the zone after the batch, or every reason why it cannot be. Conflicts are judged by the zone as it would be
 * in the end, so a batch may delete a CNAME and create an alias of the same name.
 */
export function applyChanges(zone: Zone, changes: readonly CheckedChange[]): Applied {
  let records = zone.records;
  const problems: string[] = [];
  for (const change of changes) {
    const applied = applyOne(records, change);
    const wrong = change.action === 'DELETE' ? [] : problemsOf(change.record, zone);
    records = applied.records;
    problems.push(...wrong, ...applied.problems);
  }
  if (problems.length > 0) return { records, problems };
  const written = changes.map(({ record }) => record).filter((record) => records.includes(record));
  const conflicts = written.flatMap((record) => [
    ...conflictsOf(record, records, zone),
    ...lostAliasOf(record, records, zone),
  ]);
  return { records: [...records].sort(compareSets), problems: [...conflicts, ...apexProblems(records, zone)] };
}

/** One change upon what the changes before it have left. */
function applyOne(records: readonly RecordSet[], { action, record }: CheckedChange): Applied {
  const current = records.find((other) => isSameSet(other, record));
  const others = records.filter((other) => other !== current);
  const refused = (why: string): Applied => ({ records, problems: [why] });
  switch (action) {
    case 'UPSERT':
      return { records: [...others, record], problems: [] };
    case 'CREATE':
      if (current !== undefined)
        return refused(`Tried to create resource record set ${nameOf(record)} but it already exists`);
      return { records: [...others, record], problems: [] };
    case 'DELETE':
      if (current === undefined)
        return refused(`Tried to delete resource record set ${nameOf(record)} but it was not found`);
      if (!hasSameValues(current, record))
        return refused(
          `Tried to delete resource record set ${nameOf(record)} but the values provided do not match the current values`,
        );
      return { records: others, problems: [] };
    default:
      action satisfies never;
      return refused(`Unknown action ${String(action)}`);
  }
}

const nameOf = ({ Name, Type, SetIdentifier }: RecordSet): string =>
  `[name='${Name}', type='${Type}'${SetIdentifier === undefined ? '' : `, set identifier='${SetIdentifier}'`}]`;

/** What this record cannot stand beside, once all changes are made. */
function conflictsOf(record: RecordSet, records: readonly RecordSet[], zone: Zone): string[] {
  const { Name, Type, SetIdentifier } = record;
  const sameName = records.filter((other) => isConflict(record, other));
  const sameType = sameName.filter((other) => other.Type === Type);
  const problems: string[] = [];
  if (Type === 'CNAME' && sameName.some((other) => other.Type !== 'CNAME'))
    problems.push(
      `RRSet of type CNAME with DNS name ${Name} is not permitted as it conflicts with other records with the same ` +
        `DNS name in zone ${zone.name}`,
    );
  if (Type !== 'CNAME' && sameName.some((other) => other.Type === 'CNAME'))
    problems.push(
      `RRSet of type ${Type} with DNS name ${Name} is not permitted because a conflicting RRSet of type CNAME with the ` +
        `same DNS name already exists in zone ${zone.name}`,
    );
  const isMixed = sameType.some((other) => policyOf(other) !== policyOf(record));
  const isDouble = sameType.some((other) => isSamePlace(record, other));
  const set = SetIdentifier === undefined ? '' : `, SetIdentifier ${SetIdentifier}`;
  if (isMixed || isDouble)
    problems.push(
      `RRSet with DNS name ${Name}, type ${Type}${set} cannot be created as other RRSets exist with the same name and type`,
    );
  return problems;
}

const policies = ['Failover', 'Weight', 'Region', 'GeoLocation', 'MultiValueAnswer'] as const;

/** All record sets of a name and type have one routing policy. */
const policyOf = (record: RecordSet) => policies.find((policy) => record[policy] !== undefined);

/** Two primaries, or two sets for one Region or one place. */
const isSamePlace = (record: RecordSet, other: RecordSet): boolean =>
  (['Failover', 'Region', 'GeoLocation'] as const).some(
    (policy) => record[policy] !== undefined && JSON.stringify(record[policy]) === JSON.stringify(other[policy]),
  );

const isConflict = (record: RecordSet, other: RecordSet): boolean => other !== record && other.Name === record.Name;

/** An alias within the zone needs its target there. */
function lostAliasOf({ Name, Type, AliasTarget }: RecordSet, records: readonly RecordSet[], zone: Zone): string[] {
  if (AliasTarget?.HostedZoneId !== zone.id) return [];
  const isFound = records.some((other) => other.Name === AliasTarget.DNSName && other.Type === Type);
  if (isFound && AliasTarget.DNSName !== Name) return [];
  return [
    `Tried to create an alias that targets ${AliasTarget.DNSName}, type ${Type} in zone ${zone.id}, ` +
      'but that target was not found',
  ];
}

function apexProblems(records: readonly RecordSet[], zone: Zone): string[] {
  const has = (type: string) => records.some(({ Name, Type }) => Name === zone.name && Type === type);
  return [
    ...(has('NS') ? [] : ['A HostedZone must contain at least one NS record for the zone itself.']),
    ...(has('SOA') ? [] : ['A HostedZone must contain exactly one SOA record.']),
  ];
}
