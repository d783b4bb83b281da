import type { Database } from '../../postgres/database.ts';
import type { Random } from '../../random.ts';
import { createDoor } from './door.ts';
import { type Durations, usualDurations } from './durations.ts';
import type { Instance } from './instance.ts';
import { monitor } from './monitor.ts';
import { addGroup, arnOf, type Store, settleDoor } from './store.ts';

/** An instance as it stands when the simulation starts: `available`, and replicating if it is a replica. */
export type InstanceSpec = Readonly<{
  id: string;
  region: string;
  engine: 'postgres';
  engineVersion?: string;
  /** Without one, connections are closed at once and the lag is unknown. */
  database?: Database;
  /** ARN of an instance that was added before. */
  replicaOf?: string;
  multiAz?: boolean;
  /** Default: 1 for a primary, 0 for a replica, as RDS creates them. */
  backupRetentionPeriod?: number;
  /** Ids of groups that were added before. Default: an open one of its own. */
  securityGroups?: readonly string[];
  tags?: Readonly<Record<string, string>>;
  durations?: Partial<Durations>;
}>;

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

const letter = (random: Random): string => letters[Math.floor(random.next() * letters.length)] ?? 'a';

const word = (random: Random, length: number): string => Array.from({ length }, () => letter(random)).join('');

/** What all endpoints of an account in a Region share: twelve characters of the name, and the hosted zone. */
export const createRegionNames = (random: Random) => {
  const names = new Map<string, { label: string; hostedZoneId: string }>();
  return (region: string) => {
    const known = names.get(region) ?? {
      label: `c${word(random, 11)}`,
      hostedZoneId: `Z${word(random, 13).toUpperCase()}`,
    };
    names.set(region, known);
    return known;
  };
};

const checkSpec = (store: Store, spec: InstanceSpec): Instance | undefined => {
  if (store.instances.has(arnOf(store.world, spec.region, spec.id)))
    throw new Error(`instance ${spec.id} exists already`);
  const source = spec.replicaOf === undefined ? undefined : store.instances.get(spec.replicaOf);
  if (spec.replicaOf !== undefined && source === undefined)
    throw new Error(`no instance ${spec.replicaOf} to replicate`);
  if (source?.backupRetentionDays === 0)
    throw new Error(`instance ${source.id} has no backups: it cannot be replicated`);
  return source;
};

const groupsOf = (store: Store, spec: InstanceSpec): readonly string[] => {
  if (spec.securityGroups !== undefined) return spec.securityGroups;
  const id = `sg-${store.world.random.hex(17)}`;
  addGroup(store, { id, region: spec.region, open: true });
  return [id];
};

const build = (store: Store, spec: InstanceSpec, names: { label: string; hostedZoneId: string }): Instance => {
  const { id, region, database, multiAz = false } = spec;
  const { clock, network, random } = store.world;
  const address = `${id}.${names.label}.${region}.rds.amazonaws.com`;
  return {
    id,
    region,
    arn: arnOf(store.world, region, id),
    resourceId: `db-${word(random, 26).toUpperCase()}`,
    address,
    hostedZoneId: names.hostedZoneId,
    engineVersion: spec.engineVersion ?? '18.1',
    createdAt: clock.now(),
    multiAz,
    database,
    door: createDoor(network, { host: address, port: 5432, region }, database),
    durations: { ...usualDurations, ...spec.durations },
    tags: spec.tags ?? {},
    replicas: new Set(),
    status: 'available',
    isServing: true,
    isBusy: false,
    zone: `${region}a`,
    secondaryZone: multiAz ? `${region}b` : undefined,
    source: spec.replicaOf,
    replication: spec.replicaOf === undefined ? undefined : 'replicating',
    isPromoted: false,
    backupRetentionDays: spec.backupRetentionPeriod ?? (spec.replicaOf === undefined ? 1 : 0),
    backupWindow: '07:00-07:30',
    securityGroups: groupsOf(store, spec).map((group) => ({ id: group, status: 'active' })),
    restartsAt: undefined,
  };
};

export const addInstance =
  (store: Store, namesOf: ReturnType<typeof createRegionNames>) =>
  (spec: InstanceSpec): Readonly<{ arn: string; address: string; resourceId: string }> => {
    const source = checkSpec(store, spec);
    const instance = build(store, spec, namesOf(spec.region));
    store.instances.set(instance.arn, instance);
    source?.replicas.add(instance.arn);
    settleDoor(store, instance);
    monitor(store, instance);
    return { arn: instance.arn, address: instance.address, resourceId: instance.resourceId };
  };
