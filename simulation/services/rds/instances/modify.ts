import type { ModifyDBInstanceCommandInput, ModifyDBInstanceCommandOutput } from '@aws-sdk/client-rds';
import { type Call, notSimulated } from '../../../call.ts';
import { onlyModelled } from '../../only-modelled.ts';
import { inBackground } from '../background.ts';
import { invalidCombination, invalidValue, requireAvailable } from '../faults.ts';
import { findInstance, hasGroup, type Store, setStatus, settleDoor } from '../store.ts';
import { backUp } from './backup.ts';
import type { GroupMembership, Instance } from './instance.ts';
import { shown } from './shown.ts';

const checkRetention = (instance: Instance, days: number, isImmediate: boolean): void => {
  if (!Number.isInteger(days) || days < 0 || days > 35) throw invalidValue(`Invalid backup retention period: ${days}.`);
  if (days === 0 && instance.replicas.size > 0)
    throw invalidCombination('A source of read replicas must keep its backups.');
  const isSwitch = (days === 0) !== (instance.backupRetentionDays === 0);
  if (isSwitch && !isImmediate) throw notSimulated('rds:ModifyDBInstance in the maintenance window');
};

const checkGroups = (store: Store, instance: Instance, ids: readonly string[]): void => {
  const unknown = ids.find((id) => !hasGroup(store, instance.region, id));
  if (unknown !== undefined) throw invalidValue(`Invalid security group , groupId= ${unknown}, groupName=.`);
};

/** Members that stay, that come and that go, while RDS applies the change. */
const inTransition = (now: readonly GroupMembership[], wanted: readonly string[]): GroupMembership[] => {
  const present = new Set(now.map(({ id }) => id));
  const coming = wanted.filter((id) => !present.has(id)).map((id) => ({ id, status: 'adding' as const }));
  return [
    ...now.map(({ id }) => ({ id, status: wanted.includes(id) ? ('active' as const) : ('removing' as const) })),
    ...coming,
  ];
};

const applyGroups = (store: Store, instance: Instance, ids: readonly string[]): void => {
  instance.securityGroups = ids.map((id) => ({ id, status: 'active' }));
  settleDoor(store, instance);
};

type Change = Readonly<{ groups: readonly string[] | undefined; retentionDays: number | undefined }>;

const apply = async (store: Store, instance: Instance, change: Change): Promise<void> => {
  const { clock, awsTime } = store.world;
  const { statusLagSeconds, modifySeconds } = instance.durations;
  if (change.groups) instance.securityGroups = inTransition(instance.securityGroups, change.groups);
  await clock.sleep(awsTime(statusLagSeconds));
  setStatus(store, instance, 'modifying');
  await clock.sleep(awsTime(modifySeconds));
  if (change.groups) applyGroups(store, instance, change.groups);
  const hadBackups = instance.backupRetentionDays > 0;
  instance.backupRetentionDays = change.retentionDays ?? instance.backupRetentionDays;
  setStatus(store, instance, 'available');
  if (!hadBackups) backUp(store, instance);
};

/**
 * docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html, for two settings. Security groups are
 * applied as soon as possible, whether ApplyImmediately is given or not, and so is a retention that stays above zero.
 * New groups do not end connections that are open: see door.ts.
 */
export const modifyDbInstance =
  (store: Store) =>
  (input: ModifyDBInstanceCommandInput, call: Call): Omit<ModifyDBInstanceCommandOutput, '$metadata'> => {
    const modelled = ['DBInstanceIdentifier', 'BackupRetentionPeriod', 'VpcSecurityGroupIds', 'ApplyImmediately'];
    onlyModelled('rds:ModifyDBInstance', input, modelled);
    const { VpcSecurityGroupIds: groups, BackupRetentionPeriod: retentionDays } = input;
    const instance = findInstance(store, call.region, input.DBInstanceIdentifier);
    requireAvailable(instance);
    if (groups !== undefined) checkGroups(store, instance, groups);
    if (retentionDays !== undefined) checkRetention(instance, retentionDays, input.ApplyImmediately === true);
    if (groups?.length || retentionDays !== undefined)
      inBackground(store, instance, () => apply(store, instance, { groups, retentionDays }));
    return { DBInstance: shown(instance) };
  };
