import { addEvent } from '../events.ts';
import { type Store, setStatus, settleDoor } from '../store.ts';
import { backUp } from './backup.ts';
import type { GroupMembership, Instance, PendingChanges } from './instance.ts';

export type Change = PendingChanges &
  Readonly<{ groups: readonly string[] | undefined; parameterGroup: string | undefined }>;

/** Late to show, then `modifying`, then `available` again with the change in it. */
export async function applyChange(store: Store, instance: Instance, change: Change): Promise<void> {
  const { clock, awsTime } = store.world;
  const { statusLagSeconds, modifySeconds } = instance.durations;
  if (change.groups) instance.securityGroups = inTransition(instance.securityGroups, change.groups);
  await clock.sleep(awsTime(statusLagSeconds));
  setStatus(store, instance, 'modifying');
  await clock.sleep(awsTime(modifySeconds));
  if (change.multiAz !== undefined) await convert(store, instance, change.multiAz);
  const hadBackups = instance.backupRetentionDays > 0;
  settle(store, instance, change);
  setStatus(store, instance, 'available');
  if (!hadBackups) backUp(store, instance);
}

/** Members that stay, that come and that go, while RDS applies the change. */
function inTransition(now: readonly GroupMembership[], wanted: readonly string[]): GroupMembership[] {
  const present = new Set(now.map(({ id }) => id));
  const coming = wanted.filter((id) => !present.has(id)).map((id) => ({ id, status: 'adding' as const }));
  return [
    ...now.map(({ id }) => ({ id, status: wanted.includes(id) ? ('active' as const) : ('removing' as const) })),
    ...coming,
  ];
}

/** A standby is made, or dropped, while the instance serves. */
async function convert(store: Store, instance: Instance, multiAz: boolean): Promise<void> {
  const { clock, awsTime } = store.world;
  addEvent(store, instance, { event: multiAz ? 'RDS-EVENT-0024' : 'RDS-EVENT-0030' });
  await clock.sleep(awsTime(instance.durations.convertSeconds));
  instance.multiAz = multiAz;
  const second = instance.zone === `${instance.region}b` ? `${instance.region}a` : `${instance.region}b`;
  instance.secondaryZone = multiAz ? second : undefined;
  addEvent(store, instance, { event: multiAz ? 'RDS-EVENT-0025' : 'RDS-EVENT-0029' });
}

function settle(store: Store, instance: Instance, { groups, parameterGroup, retentionDays }: Change): void {
  if (groups) {
    instance.securityGroups = groups.map((id) => ({ id, status: 'active' }));
    settleDoor(store, instance);
  }
  if (parameterGroup !== undefined) {
    instance.parameterGroup = parameterGroup;
    instance.parameterStatus = 'pending-reboot';
    addEvent(store, instance, { event: 'RDS-EVENT-0011', words: [parameterGroup] });
  }
  if (retentionDays === undefined) return;
  const isSwitch = (retentionDays === 0) !== (instance.backupRetentionDays === 0);
  if (isSwitch) addEvent(store, instance, { event: retentionDays === 0 ? 'RDS-EVENT-0028' : 'RDS-EVENT-0032' });
  instance.backupRetentionDays = retentionDays;
}
