import type { Route53Client } from '@aws-sdk/client-route-53';
import type { ClientsOf } from '../../aws/clients.ts';
import { readRecords } from '../../aws/route53.ts';
import { plainHost } from '../../domain/balancer-name.ts';
import { type FoundRecord, foundRecord, hostOf } from './record-sets.ts';

/** So many aliases within a zone are followed one behind the other. */
export const mostAliases = 4;

/** What a hosted zone holds of a name. */
export type NameRecords = Readonly<{
  own: readonly FoundRecord[];
  /** Of the wildcard that answers for a name that has none of its own. */
  wildcard?: Readonly<{ name: string; records: readonly FoundRecord[] }> | undefined;
  /** Of names of the same zone that aliases lead to. */
  behind: ReadonlyMap<string, readonly FoundRecord[]>;
}>;

type Place = Readonly<{ route53: ClientsOf<Route53Client>; zone: string; name: string }>;

export async function readNameRecords(place: Place): Promise<NameRecords> {
  const own = await readFound(place, place.name);
  const wildcard = own.length > 0 ? undefined : await readWildcard(place);
  const behind = new Map<string, readonly FoundRecord[]>();
  let next = wildcard?.records ?? own;
  for (let depth = 0; depth < mostAliases && next.length > 0; depth += 1) {
    const names = [...new Set(next.flatMap((record) => aliasWithin(place.zone, record) ?? []))];
    const found = await Promise.all(
      names.filter((name) => !behind.has(name)).map(async (name) => [name, await readFound(place, name)] as const),
    );
    for (const [name, records] of found) behind.set(name, records);
    next = found.flatMap(([, records]) => records);
  }
  return { own, wildcard, behind };
}

const readFound = async ({ route53, zone }: Place, name: string): Promise<FoundRecord[]> =>
  (await readRecords(route53, zone, name)).flatMap(foundRecord);

/** RFC 4592: the nearest one above the name. One of the top domain is no zone of anybody. */
async function readWildcard(place: Place): Promise<NameRecords['wildcard']> {
  const labels = place.name.split('.');
  for (let depth = 1; depth < labels.length - 1; depth += 1) {
    const name = `*.${labels.slice(depth).join('.')}`;
    const records = await readFound(place, name);
    if (records.length > 0) return { name, records };
  }
  return undefined;
}

/** The name of the same zone that an alias leads to. */
export function aliasWithin(zone: string, { set }: FoundRecord): string | undefined {
  const alias = set.AliasTarget;
  return alias?.HostedZoneId === zone ? plainHost(hostOf(set) ?? '') : undefined;
}
