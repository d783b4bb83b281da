import { addEvent } from '../events.ts';
import { type Store, setStatus } from '../store.ts';
import type { Instance } from './instance.ts';

/**
 * The backup that RDS takes of an instance whose backups were just switched on. It is usable meanwhile, but not to be
 * changed. Backups of the daily window are not modelled.
 */
export function backUp(store: Store, instance: Instance): void {
  const { clock, awsTime } = store.world;
  const { backupDelaySeconds, backupSeconds } = instance.durations;
  const end = (): void => {
    if (instance.status !== 'backing-up') return;
    addEvent(store, instance, { event: 'RDS-EVENT-0002' });
    setStatus(store, instance, 'available');
  };
  const begin = (): void => {
    if (instance.status !== 'available' || instance.isBusy) return;
    addEvent(store, instance, { event: 'RDS-EVENT-0001' });
    setStatus(store, instance, 'backing-up');
    clock.after(awsTime(backupSeconds), end);
  };
  if (instance.backupRetentionDays > 0) clock.after(awsTime(backupDelaySeconds), begin);
}
