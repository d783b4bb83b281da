import { AwsFault } from '../../../call.ts';
import { invalidCombination } from '../faults.ts';
import type { GroupSort, ParameterGroup } from '../records.ts';
import type { Store } from '../store.ts';
import type { Tags } from '../tags.ts';

const notFound = {
  pg: 'DBParameterGroupNotFoundFault',
  'cluster-pg': 'DBClusterParameterGroupNotFoundFault',
} as const;

/** Every family has one that nobody makes and nobody changes. */
const defaultName = /^default\.((?:aurora-)?postgres(?:ql)?\d+)$/;

type At = Readonly<{ sort: GroupSort; region: string; name: string }>;

export const groupArn = (store: Store, { sort, region, name }: At): string =>
  `arn:aws:rds:${region}:${store.world.account}:${sort}:${name.toLowerCase()}`;

export function keepGroup(
  store: Store,
  at: At,
  { family, description = '', tags = {} }: Readonly<{ family?: string | undefined; description?: string; tags?: Tags }>,
): ParameterGroup {
  const { sort, region, name } = at;
  const arn = groupArn(store, at);
  const group = { sort, id: name.toLowerCase(), region, arn, family, description, tags, values: new Map() };
  store.parameterGroups.set(arn, group);
  return group;
}

export const isDefault = ({ id }: ParameterGroup): boolean => defaultName.test(id);

export function findGroup(store: Store, at: At): ParameterGroup | undefined {
  const known = store.parameterGroups.get(groupArn(store, at));
  const family = defaultName.exec(at.name.toLowerCase())?.[1];
  if (known !== undefined || family === undefined) return known;
  return keepGroup(store, at, { family, description: `Default parameter group for ${family}` });
}

/** As an instance or a cluster names it, or, without a name, the default of its family. */
export function groupFor(
  store: Store,
  { sort, region, name, family }: Omit<At, 'name'> & { name: string | undefined; family: string },
): string {
  const group = findGroup(store, { sort, region, name: name ?? `default.${family}` });
  if (group === undefined) throw new AwsFault(notFound[sort], `${name} not found.`, { status: 404 });
  if (group.family !== undefined && group.family !== family)
    throw invalidCombination(`The parameter group ${group.id} is of ${group.family}, not of ${family}.`);
  return group.id;
}

export const familyOf = (engine: 'postgres' | 'aurora-postgresql', version: string): string =>
  `${engine}${version.split('.')[0]}`;
