import type { ModifyDBInstanceCommandInput, ModifyDBInstanceCommandOutput } from '@aws-sdk/client-rds';
import { type Call, notSimulated } from '../../../call.ts';
import { inBackground } from '../background.ts';
import { invalidCombination, invalidValue } from '../faults.ts';
import { familyOf, groupFor } from '../parameters/parameter-group.ts';
import { findInstance, type Store } from '../store.ts';
import { applyChange, type Change } from './apply-change.ts';
import { requireGroups } from './enrol.ts';
import type { Instance, PendingChanges } from './instance.ts';
import { untilMaintenance } from './maintenance.ts';
import { newNameFor, rename } from './rename.ts';
import { requireAvailable } from './require-available.ts';
import { shown } from './shown.ts';

/**
 * docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.DBInstance.Modifying.html, for some settings. Security groups, deletion
 * protection and parameter groups (which a reboot puts in use) never wait; Multi-AZ and backups that are switched on or off wait for
 * the maintenance window unless ApplyImmediately says otherwise. New groups do not end connections that are open: see door.ts.
 */
export const modifyDbInstance =
  (store: Store) =>
  (input: ModifyDBInstanceCommandInput, call: Call): Omit<ModifyDBInstanceCommandOutput, '$metadata'> => {
    const instance = findInstance(store, call.region, input.DBInstanceIdentifier);
    requireAvailable(instance);
    checkMember(instance, input);
    const name = newNameFor(store, instance, input);
    const change = check(store, instance, input);
    if (name !== undefined && isAnything(change)) throw notSimulated('rds:ModifyDBInstance with a new name and more');
    const { later } = sortChanges(instance, input);
    instance.pending = later;
    if (hasChanges(later)) awaitMaintenance(store, instance);
    instance.deletionProtection = input.DeletionProtection ?? instance.deletionProtection;
    instance.copiesTags = input.CopyTagsToSnapshot ?? instance.copiesTags;
    if (isAnything(change)) inBackground(store, instance, () => applyChange(store, instance, change));
    if (name !== undefined) inBackground(store, instance, () => rename(store, instance, name));
    return { DBInstance: shown(instance) };
  };

/** API_ModifyDBInstance: backups and security groups of Aurora are the cluster's, and it has no standby. (I) Which error says so. */
function checkMember({ cluster }: Instance, input: ModifyDBInstanceCommandInput): void {
  const { MultiAZ, BackupRetentionPeriod, VpcSecurityGroupIds } = input;
  if (cluster !== undefined && [MultiAZ, BackupRetentionPeriod, VpcSecurityGroupIds].some((one) => one !== undefined))
    throw invalidCombination('This is set for the cluster, not for its members.');
}

function check(store: Store, instance: Instance, input: ModifyDBInstanceCommandInput): Change {
  const { VpcSecurityGroupIds: groups, BackupRetentionPeriod: days, DBParameterGroupName: name } = input;
  if (groups !== undefined) requireGroups(store, instance.region, groups);
  if (days !== undefined) checkRetention(instance, days);
  const group = name === undefined ? undefined : parameterGroupFor(store, instance, name);
  return {
    groups: groups?.length ? groups : undefined,
    parameterGroup: group === instance.parameterGroup ? undefined : group,
    ...sortChanges(instance, input).now,
  };
}

function checkRetention(instance: Instance, days: number): void {
  if (!Number.isInteger(days) || days < 0 || days > 35) throw invalidValue(`Invalid backup retention period: ${days}.`);
  if (days === 0 && instance.replicas.size > 0)
    throw invalidCombination('A source of read replicas must keep its backups.');
}

function parameterGroupFor(store: Store, { region, engineVersion, cluster }: Instance, name: string): string {
  const family = familyOf(cluster === undefined ? 'postgres' : 'aurora-postgresql', engineVersion);
  return groupFor(store, { sort: 'pg', region, name, family });
}

/** What changes at once, and what waits: with ApplyImmediately nothing does, not even what waited before. */
function sortChanges(instance: Instance, input: ModifyDBInstanceCommandInput) {
  const { MultiAZ: multiAz, BackupRetentionPeriod: days, ApplyImmediately: isImmediate = false } = input;
  const wanted: PendingChanges = {
    multiAz: multiAz === instance.multiAz ? undefined : multiAz,
    retentionDays: days === instance.backupRetentionDays ? undefined : days,
  };
  if (isImmediate)
    return {
      now: {
        multiAz: wanted.multiAz ?? instance.pending.multiAz,
        retentionDays: wanted.retentionDays ?? instance.pending.retentionDays,
      },
      later: {},
    };
  const isLate = waitsFor(instance, wanted.retentionDays);
  const later = {
    multiAz: wanted.multiAz ?? instance.pending.multiAz,
    retentionDays: isLate ? wanted.retentionDays : instance.pending.retentionDays,
  };
  return { now: { multiAz: undefined, retentionDays: isLate ? undefined : wanted.retentionDays }, later };
}

/** API_ModifyDBInstance: a retention that goes to or from zero waits, any other is applied as soon as possible. */
const waitsFor = ({ backupRetentionDays: now }: Instance, days: number | undefined): boolean =>
  days !== undefined && (days === 0) !== (now === 0);

const isAnything = ({ groups, parameterGroup, ...rest }: Change): boolean =>
  groups !== undefined || parameterGroup !== undefined || hasChanges(rest);

const hasChanges = ({ multiAz, retentionDays }: PendingChanges): boolean =>
  multiAz !== undefined || retentionDays !== undefined;

/** In the maintenance window, unless the instance is busy then: in the next. */
function awaitMaintenance(store: Store, instance: Instance): void {
  const { clock, awsTime } = store.world;
  clock.after(awsTime(untilMaintenance(clock.now()) / 1000), () => {
    if (!hasChanges(instance.pending) || !store.instances.has(instance.arn)) return;
    if (instance.status !== 'available' || instance.isBusy) return awaitMaintenance(store, instance);
    const change = { ...instance.pending, groups: undefined, parameterGroup: undefined };
    instance.pending = {};
    inBackground(store, instance, () => applyChange(store, instance, change));
  });
}
