import { invalidState } from '../faults.ts';
import type { Instance } from './instance.ts';

/** RDS takes one change at a time: also while the one before does not show in the status yet. */
export function requireAvailable(instance: Instance): void {
  if (instance.status !== 'available' || instance.isBusy)
    throw invalidState(`Instance ${instance.id} is not in available state.`);
}
