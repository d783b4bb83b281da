import type { Database } from '../../../postgres/database.ts';
import type { Random } from '../../../random.ts';
import { familyOf } from '../parameters/parameter-group.ts';
import { addGroup, arnOf, type Store, settleDoor } from '../store.ts';
import { createDoor } from './door.ts';
import { type Durations, usualDurations } from './durations.ts';
import type { Instance, Ordered } from './instance.ts';
import { monitor } from './monitor.ts';

const logShippingMs = 300_000;

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** What all endpoints of an account in a Region share: twelve characters of the name, and the hosted zone. */
export function createRegionNames(random: Random) {
  const names = new Map<string, { label: string; hostedZoneId: string }>();
  return (region: string) => {
    const known = names.get(region) ?? {
      label: `c${word(random, 11)}`,
      hostedZoneId: `Z${word(random, 13).toUpperCase()}`,
    };
    names.set(region, known);
    return known;
  };
}

const word = (random: Random, length: number): string => Array.from({ length }, () => letter(random)).join('');

const letter = (random: Random): string => letters[Math.floor(random.next() * letters.length)] ?? 'a';

/** An instance as it stands when the simulation starts: `available`, and replicating if it is a replica. */
export type InstanceSpec = Readonly<{
  id: string;
  region: string;
  engine: 'postgres';
  /** DbiResourceId; one of its own unless the scene names it. */
  resourceId?: string;
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
  cluster?: string;
  promotionTier?: number;
  instanceClass?: string;
  ordered?: Ordered;
  masterUsername?: string;
  subnetGroup?: string;
  parameterGroup?: string;
  isPublic?: boolean;
  deletionProtection?: boolean;
  copiesTags?: boolean;
  /** By RDS's own key, unless `kmsKeyId` names another. */
  isEncrypted?: boolean;
  kmsKeyId?: string | undefined;
}>;

export type RegionNames = ReturnType<typeof createRegionNames>;

export function buildInstance(store: Store, spec: InstanceSpec, namesOf: RegionNames): Instance {
  const { id, region, database, multiAz = false } = spec;
  const names = namesOf(region);
  const { clock, network, random } = store.world;
  const address = `${id}.${names.label}.${region}.rds.amazonaws.com`;
  const instance: Instance = {
    ...settingsOf(spec),
    id,
    region,
    arn: arnOf(store.world, region, id),
    resourceId: spec.resourceId ?? `db-${word(random, 26).toUpperCase()}`,
    address,
    hostedZoneId: names.hostedZoneId,
    engineVersion: spec.engineVersion ?? '18.1',
    createdAt: clock.now(),
    multiAz,
    database,
    door: createDoor(network, { host: address, port: 5432, region }, () => instance.database),
    durations: { ...usualDurations, ...spec.durations },
    tags: spec.tags ?? {},
    parameterStatus: 'in-sync',
    kmsKey: spec.isEncrypted || spec.kmsKeyId ? store.keys.find(region, spec.kmsKeyId) : undefined,
    replicas: new Set(),
    status: 'available',
    isServing: true,
    isBusy: false,
    zone: `${region}a`,
    secondaryZone: multiAz ? `${region}b` : undefined,
    failedOverAt: undefined,
    source: spec.replicaOf,
    replication: spec.replicaOf === undefined ? undefined : 'replicating',
    isPromoted: false,
    backupRetentionDays: spec.backupRetentionPeriod ?? (spec.replicaOf === undefined ? 1 : 0),
    backupWindow: '07:00-07:30',
    pending: {},
    securityGroups: groupsOf(store, spec).map((group) => ({ id: group, status: 'active' })),
    masterSecret: undefined,
    // Logs are shipped every five minutes: USER_PIT.
    restorableUntil: () => (instance.backupRetentionDays === 0 ? undefined : clock.now() - logShippingMs),
    restartsAt: undefined,
  };
  return instance;
}

/** Where nothing is said: what the console offers for a small instance. */
const settingsOf = (spec: InstanceSpec) => ({
  cluster: spec.cluster,
  promotionTier: spec.promotionTier ?? 1,
  instanceClass: spec.instanceClass ?? 'db.t4g.medium',
  ordered: spec.ordered ?? {},
  masterUsername: spec.masterUsername ?? 'postgres',
  subnetGroup: spec.subnetGroup ?? 'default',
  parameterGroup:
    spec.parameterGroup ??
    `default.${familyOf(spec.cluster === undefined ? 'postgres' : 'aurora-postgresql', spec.engineVersion ?? '18.1')}`,
  isPublic: spec.isPublic ?? false,
  deletionProtection: spec.deletionProtection ?? false,
  copiesTags: spec.copiesTags ?? false,
});

function groupsOf(store: Store, spec: InstanceSpec): readonly string[] {
  if (spec.securityGroups !== undefined) return spec.securityGroups;
  const id = `sg-${store.world.random.hex(17)}`;
  addGroup(store, { id, region: spec.region, open: true });
  return [id];
}

export const addInstance =
  (store: Store, namesOf: RegionNames) =>
  (spec: InstanceSpec): Readonly<{ arn: string; address: string; resourceId: string }> => {
    const source = checkSpec(store, spec);
    const instance = buildInstance(store, spec, namesOf);
    store.instances.set(instance.arn, instance);
    source?.replicas.add(instance.arn);
    settleDoor(store, instance);
    monitor(store, instance);
    return { arn: instance.arn, address: instance.address, resourceId: instance.resourceId };
  };

function checkSpec(store: Store, spec: InstanceSpec): Instance | undefined {
  if (store.instances.has(arnOf(store.world, spec.region, spec.id)))
    throw new Error(`instance ${spec.id} exists already`);
  const source = spec.replicaOf === undefined ? undefined : store.instances.get(spec.replicaOf);
  if (spec.replicaOf !== undefined && source === undefined)
    throw new Error(`no instance ${spec.replicaOf} to replicate`);
  if (source?.backupRetentionDays === 0)
    throw new Error(`instance ${source.id} has no backups: it cannot be replicated`);
  return source;
}
