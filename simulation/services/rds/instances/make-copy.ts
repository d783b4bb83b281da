import type { RestoreDBInstanceFromDBSnapshotCommandInput as FromSnapshot } from '@aws-sdk/client-rds';
import { AwsFault } from '../../../call.ts';
import type { DatabaseEngine, Snapshot } from '../../../postgres/database.ts';
import { comeUp, holding, inBackground } from '../background.ts';
import type { Cluster } from '../clusters/cluster.ts';
import type { EventId } from '../event-kinds.ts';
import { addEvent } from '../events.ts';
import { invalidValue } from '../faults.ts';
import { familyOf, groupFor } from '../parameters/parameter-group.ts';
import { subnetGroupFor } from '../parameters/subnet-groups.ts';
import { arnOf, hasGroup, type Store, setStatus, settleDoor } from '../store.ts';
import { type Tags, tagsOf } from '../tags.ts';
import { buildInstance, type InstanceSpec, type RegionNames } from './add-instance.ts';
import type { Instance, TerminalStatus } from './instance.ts';
import { activateSecret, manageMasterPassword } from './managed-secret.ts';
import { monitor } from './monitor.ts';
import { shown } from './shown.ts';

/** What becomes of restores, where not all goes well. */
export type RestoreScene = {
  engine: DatabaseEngine | undefined;
  /** Asked for each restore: `stuck` never becomes available. */
  outcomeOf: (name: string) => 'available' | 'stuck' | TerminalStatus;
  durations: InstanceSpec['durations'];
};

/** Settings that both ways to restore have. */
export const copySettings = [
  ...['DBInstanceClass', 'DBSubnetGroupName', 'MultiAZ', 'PubliclyAccessible', 'AutoMinorVersionUpgrade', 'Tags'],
  ...['VpcSecurityGroupIds', 'DBParameterGroupName', 'DeletionProtection', 'BackupRetentionPeriod'],
  ...['CopyTagsToSnapshot', 'EnableIAMDatabaseAuthentication', 'ManageMasterUserPassword'],
] as const;

type Settings = Pick<FromSnapshot, (typeof copySettings)[number]>;

const requireRoom = (store: Store, region: string): void => {
  const used = [...store.instances.values()].filter((instance) => instance.region === region).length;
  if (used < store.quota(region)) return;
  throw new AwsFault('InstanceQuotaExceededFault', `DB Instance quota exceeded: ${used} of ${store.quota(region)}.`);
};

export const requireGroups = (store: Store, region: string, groups: readonly string[]): void => {
  const unknown = groups.find((id) => !hasGroup(store, region, id));
  if (unknown !== undefined) throw invalidValue(`Invalid security group , groupId= ${unknown}, groupName=.`);
};

type Origin = Readonly<{
  content: Snapshot | undefined;
  masterUsername: string;
  engineVersion: string;
  tags: Tags;
  kmsKey: string | undefined;
  /** Told when the copy is there. */
  made: (copy: Instance) => void;
}>;

export type Made = Readonly<{ name: string; input: Settings; origin: Origin; region: string; cluster?: Cluster }>;

const specOf = (store: Store, { name, input, origin, region, cluster }: Made, scene: RestoreScene): InstanceSpec => {
  const groups = input.VpcSecurityGroupIds ?? [];
  requireGroups(store, region, groups);
  const family = familyOf(cluster === undefined ? 'postgres' : 'aurora-postgresql', origin.engineVersion);
  return {
    ...{ id: name, region, engine: 'postgres', engineVersion: origin.engineVersion },
    multiAz: input.MultiAZ ?? false,
    backupRetentionPeriod: input.BackupRetentionPeriod ?? 1,
    ...(groups.length > 0 ? { securityGroups: groups } : {}),
    tags: tagsOf(input.Tags, origin.tags),
    ...(scene.durations === undefined ? {} : { durations: scene.durations }),
    ...(cluster === undefined ? {} : { cluster: cluster.id }),
    instanceClass: input.DBInstanceClass ?? 'db.t4g.medium',
    masterUsername: origin.masterUsername,
    subnetGroup: subnetGroupFor(store, region, input.DBSubnetGroupName).id,
    parameterGroup: groupFor(store, { sort: 'pg', region, name: input.DBParameterGroupName, family }),
    copiesTags: input.CopyTagsToSnapshot ?? false,
    kmsKeyId: origin.kmsKey,
    isPublic: input.PubliclyAccessible ?? false,
    deletionProtection: input.DeletionProtection ?? false,
  };
};

const failures: Readonly<Record<string, EventId>> = {
  'incompatible-parameters': 'RDS-EVENT-0035',
  'incompatible-network': 'RDS-EVENT-0036',
};

const finish = async (
  store: Store,
  instance: Instance,
  work: { password: string | undefined; made: Made; scene: RestoreScene },
) => {
  const { clock, awsTime } = store.world;
  const { restoreSeconds, configureSeconds } = instance.durations;
  const { password, made, scene } = work;
  const outcome = scene.outcomeOf(instance.id);
  await clock.sleep(awsTime(restoreSeconds));
  if (outcome === 'stuck') return;
  if (outcome !== 'available') {
    addEvent(store, instance, { event: failures[outcome] ?? 'RDS-EVENT-0031', words: [outcome] });
    setStatus(store, instance, outcome);
    return;
  }
  const { content } = made.origin;
  const copy = { name: instance.id, region: instance.region, masterPassword: password };
  if (content !== undefined) instance.database = await holding(clock, () => scene.engine?.restore(content, copy));
  setStatus(store, instance, 'modifying');
  await clock.sleep(awsTime(configureSeconds));
  activateSecret(instance);
  made.origin.made(instance);
  comeUp(store, instance);
  setStatus(store, instance, 'available');
};

export type Surroundings = Readonly<{ scene: RestoreScene; namesOf: RegionNames }>;

/** A new instance, `creating` until its work is done. */
export const makeCopy = (store: Store, made: Made, { scene, namesOf }: Surroundings) => {
  const { name, region, input } = made;
  if (store.instances.has(arnOf(store.world, region, name)))
    throw new AwsFault('DBInstanceAlreadyExistsFault', `DB Instance already exists: ${name}`);
  requireRoom(store, region);
  const instance = buildInstance(store, specOf(store, made, scene), namesOf);
  instance.status = 'creating';
  instance.isServing = false;
  const password =
    input.ManageMasterUserPassword === true ? manageMasterPassword(store, instance) : made.cluster?.masterPassword;
  store.instances.set(instance.arn, instance);
  settleDoor(store, instance);
  monitor(store, instance);
  inBackground(store, instance, () => finish(store, instance, { password, made, scene }));
  return { DBInstance: shown(instance) };
};
