import type { RestoreDBInstanceFromDBSnapshotCommandInput as FromSnapshot } from '@aws-sdk/client-rds';
import type { CopySpec, Database, DatabaseEngine, Snapshot } from '../../../postgres/database.ts';
import { comeUp, holding, inBackground } from '../background.ts';
import type { EventId } from '../event-kinds.ts';
import { addEvent } from '../events.ts';
import { familyOf, groupFor } from '../parameters/parameter-group.ts';
import { subnetGroupFor } from '../parameters/subnet-groups.ts';
import type { Cluster } from '../records.ts';
import { type Store, setStatus } from '../store.ts';
import { type Tags, tagsOf } from '../tags.ts';
import type { InstanceSpec } from './add-instance.ts';
import { enrol, groupsIn, type RestoreScene, type Surroundings } from './enrol.ts';
import type { Instance } from './instance.ts';
import { activateSecret, manageMasterPassword } from './managed-secret.ts';
import { shown } from './shown.ts';

const failures: Readonly<Record<string, EventId>> = {
  'incompatible-parameters': 'RDS-EVENT-0035',
  'incompatible-network': 'RDS-EVENT-0036',
};

/** Fills a copy with a snapshot, where it holds anything. */
export const openSnapshot =
  (content: Snapshot | undefined) =>
  (engine: DatabaseEngine, copy: CopySpec): Promise<Database> | undefined =>
    content && engine.restore(content, copy);

/** Settings that both ways to restore have. */
type Settings = Pick<
  FromSnapshot,
  | 'DBInstanceClass'
  | 'DBSubnetGroupName'
  | 'MultiAZ'
  | 'PubliclyAccessible'
  | 'AutoMinorVersionUpgrade'
  | 'Tags'
  | 'VpcSecurityGroupIds'
  | 'DBParameterGroupName'
  | 'DeletionProtection'
  | 'BackupRetentionPeriod'
  | 'CopyTagsToSnapshot'
  | 'EnableIAMDatabaseAuthentication'
  | 'ManageMasterUserPassword'
>;

type Origin = Readonly<{
  /** What fills it. */
  open: (engine: DatabaseEngine, copy: CopySpec) => Promise<Database> | undefined;
  masterUsername: string;
  engineVersion: string;
  /** Of the original: what a copy gets of which no class is asked. */
  instanceClass: string;
  tags: Tags;
  kmsKey: string | undefined;
  /** Told when the copy is there. */
  made: (copy: Instance) => void;
}>;

export type Made = Readonly<{
  name: string;
  input: Settings;
  origin: Origin;
  region: string;
  cluster?: Cluster;
  promotionTier?: number;
}>;

/** A new instance from what another one held. */
export function makeCopy(store: Store, made: Made, surroundings: Surroundings) {
  const instance = enrol(store, specOf(store, made), surroundings);
  const isManaged = made.input.ManageMasterUserPassword === true;
  const password = isManaged ? manageMasterPassword(store, instance) : made.cluster?.masterPassword;
  inBackground(store, instance, () => finish(store, instance, { password, made, scene: surroundings.scene }));
  return { DBInstance: shown(instance) };
}

function specOf(store: Store, { name, input, origin, region, cluster, promotionTier = 1 }: Made): InstanceSpec {
  const family = familyOf(cluster === undefined ? 'postgres' : 'aurora-postgresql', origin.engineVersion);
  return {
    ...{ id: name, region, engine: 'postgres', engineVersion: origin.engineVersion },
    promotionTier,
    multiAz: input.MultiAZ ?? false,
    backupRetentionPeriod: input.BackupRetentionPeriod ?? 1,
    ...groupsIn(store, region, input.VpcSecurityGroupIds),
    tags: tagsOf(input.Tags, origin.tags),
    ...(cluster === undefined ? {} : { cluster: cluster.id }),
    instanceClass: input.DBInstanceClass ?? origin.instanceClass,
    ordered: orderedOf(input),
    masterUsername: origin.masterUsername,
    subnetGroup: subnetGroupFor(store, region, input.DBSubnetGroupName).id,
    parameterGroup: groupFor(store, { sort: 'pg', region, name: input.DBParameterGroupName, family }),
    copiesTags: input.CopyTagsToSnapshot ?? false,
    kmsKeyId: origin.kmsKey,
    isPublic: input.PubliclyAccessible ?? false,
    deletionProtection: input.DeletionProtection ?? false,
  };
}

const orderedOf = ({ AutoMinorVersionUpgrade, EnableIAMDatabaseAuthentication: isByIam }: Settings) => ({
  AutoMinorVersionUpgrade,
  IAMDatabaseAuthenticationEnabled: isByIam,
});

async function finish(
  store: Store,
  instance: Instance,
  work: { password: string | undefined; made: Made; scene: RestoreScene },
) {
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
  const copy = { name: instance.id, region: instance.region, masterPassword: password };
  instance.database = await holding(clock, () => scene.engine && made.origin.open(scene.engine, copy));
  setStatus(store, instance, 'modifying');
  await clock.sleep(awsTime(configureSeconds));
  activateSecret(instance);
  made.origin.made(instance);
  comeUp(store, instance);
  setStatus(store, instance, 'available');
}
