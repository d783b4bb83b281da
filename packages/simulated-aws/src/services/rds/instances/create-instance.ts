import type { CreateDBInstanceCommandInput as CreateInstance } from '@aws-sdk/client-rds';
import { type Call, notSimulated } from '../../../call.ts';
import { onlyModelled } from '../../only-modelled.ts';
import { comeUp, holding, inBackground } from '../background.ts';
import { addEvent } from '../events.ts';
import { invalidCombination, invalidValue } from '../faults.ts';
import { familyOf, groupFor } from '../parameters/parameter-group.ts';
import { subnetGroupFor } from '../parameters/subnet-groups.ts';
import { beginSnapshot, fillSnapshot } from '../snapshots/create-snapshot.ts';
import { type Store, setStatus } from '../store.ts';
import { tagsIn } from '../tags.ts';
import type { InstanceSpec } from './add-instance.ts';
import { enrol, groupsIn, type Surroundings } from './enrol.ts';
import type { Instance } from './instance.ts';
import { activateSecret, manageMasterPassword } from './managed-secret.ts';
import { shown } from './shown.ts';

const modelled = [
  ...['DBInstanceIdentifier', 'DBInstanceClass', 'Engine', 'EngineVersion', 'MasterUsername', 'MasterUserPassword'],
  ...['ManageMasterUserPassword', 'AllocatedStorage', 'StorageType', 'DBName', 'MultiAZ', 'PubliclyAccessible', 'Tags'],
  ...['DBSubnetGroupName', 'DBParameterGroupName', 'VpcSecurityGroupIds', 'BackupRetentionPeriod', 'StorageEncrypted'],
  ...['KmsKeyId', 'DeletionProtection', 'CopyTagsToSnapshot', 'AutoMinorVersionUpgrade'],
];

/** RDS's newest minor version here. */
const usualVersion = '18.1';

/** API_CreateDBInstance, of an instance by itself: `creating`, `backing-up` where it has backups, `available`. */
export const createInstance = (store: Store, surroundings: Surroundings) => (input: CreateInstance, call: Call) => {
  onlyModelled('rds:CreateDBInstance', input, modelled);
  if (input.Engine !== 'postgres') throw notSimulated(`rds:CreateDBInstance of ${input.Engine}`);
  if (surroundings.scene.engine === undefined) throw notSimulated('rds:CreateDBInstance without a database engine');
  checkMaster(input);
  const spec = specOf(store, input, call.region);
  store.keys.use(spec.kmsKeyId, call);
  const instance = enrol(store, spec, surroundings);
  const password = input.MasterUserPassword ?? manageMasterPassword(store, instance);
  inBackground(store, instance, () => work(store, instance, { input, password, surroundings }));
  return { DBInstance: shown(instance) };
};

function checkMaster({
  MasterUserPassword: given,
  ManageMasterUserPassword: managed = false,
  ...input
}: CreateInstance) {
  if (!input.MasterUsername || !input.DBInstanceClass)
    throw invalidValue('MasterUsername and DBInstanceClass must be provided.');
  if (managed === (given !== undefined))
    throw invalidCombination('Give MasterUserPassword or ManageMasterUserPassword, one of them.');
  if (given !== undefined && !isPassword(given)) throw invalidValue('Invalid master password.');
}

/** RDS's limit for PostgreSQL: API_CreateDBInstance. */
const isPassword = (password: string): boolean => /^[^/"@\s]{8,128}$/.test(password);

function specOf(store: Store, input: CreateInstance, region: string): InstanceSpec {
  const { EngineVersion: engineVersion = usualVersion, StorageEncrypted: isEncrypted = false, KmsKeyId: key } = input;
  if (key !== undefined && !isEncrypted) throw invalidCombination('KmsKeyId needs StorageEncrypted.');
  const family = familyOf('postgres', engineVersion);
  return {
    ...{ id: (input.DBInstanceIdentifier ?? '').toLowerCase(), region, engine: 'postgres', engineVersion },
    ...{ multiAz: input.MultiAZ ?? false, tags: tagsIn(input.Tags), masterUsername: input.MasterUsername ?? '' },
    ...groupsIn(store, region, input.VpcSecurityGroupIds),
    backupRetentionPeriod: checkRetention(input.BackupRetentionPeriod),
    instanceClass: input.DBInstanceClass ?? '',
    ordered: orderedOf(input),
    subnetGroup: subnetGroupFor(store, region, input.DBSubnetGroupName).id,
    parameterGroup: groupFor(store, { sort: 'pg', region, name: input.DBParameterGroupName, family }),
    copiesTags: input.CopyTagsToSnapshot ?? false,
    kmsKeyId: isEncrypted ? store.keys.find(region, key) : undefined,
    isPublic: input.PubliclyAccessible ?? false,
    deletionProtection: input.DeletionProtection ?? false,
  };
}

function checkRetention(days = 1): number {
  if (!Number.isInteger(days) || days < 0 || days > 35) throw invalidValue(`Invalid backup retention period: ${days}.`);
  return days;
}

const orderedOf = ({ AllocatedStorage, StorageType, AutoMinorVersionUpgrade }: CreateInstance) => ({
  ...{ AllocatedStorage, StorageType, AutoMinorVersionUpgrade },
});

type Work = Readonly<{ input: CreateInstance; password: string; surroundings: Surroundings }>;

async function work(store: Store, instance: Instance, its: Work): Promise<void> {
  const { clock, awsTime } = store.world;
  await clock.sleep(awsTime(instance.durations.createSeconds));
  instance.database = await holding(clock, () => fill(instance, its));
  activateSecret(instance);
  addEvent(store, instance, { event: 'RDS-EVENT-0005' });
  comeUp(store, instance);
  if (instance.backupRetentionDays > 0) {
    addEvent(store, instance, { event: 'RDS-EVENT-0001' });
    setStatus(store, instance, 'backing-up');
    const day = new Date(clock.now()).toISOString().slice(0, 16).replace(/[T:]/g, '-');
    const snapshot = beginSnapshot(store, instance, { id: `rds:${instance.id}-${day}`, type: 'automated', tags: {} });
    await fillSnapshot(store, instance, { snapshot, scene: its.surroundings.scene });
    addEvent(store, instance, { event: 'RDS-EVENT-0002' });
  }
  if (instance.status !== 'deleting') setStatus(store, instance, 'available');
}

const fill = (instance: Instance, { input, password, surroundings }: Work) =>
  surroundings.scene.engine?.createPrimary({
    ...{ name: instance.id, region: instance.region, database: input.DBName ?? 'postgres', schema: '' },
    users: [{ name: instance.masterUsername, password, readOnly: false }],
  });
