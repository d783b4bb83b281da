import type { DbInstanceId } from '../../contracts/fields.ts';
import type { Plan } from '../../contracts/plan.ts';
import type { Verification } from '../../contracts/verification/verification.ts';

/** The instance whose backups a verification restores; undefined where it is a cluster or no database. */
export const restoredInstance = (verification: Verification): DbInstanceId | undefined => {
  if ('instanceSnapshot' in verification) return verification.instanceSnapshot.instance;
  return 'instancePointInTime' in verification ? verification.instancePointInTime.instance : undefined;
};

/**
 * The immutable id that the plan pins for it. Backups may lie in another Region than their instance: without a pin on the side of
 * the verification that of the other side counts.
 */
export const pinnedSource = ({ pins }: Pick<Plan, 'pins'>, verification: Verification): string | undefined => {
  const instance = restoredInstance(verification);
  const named = pins.databases.filter((pin) => pin.instance === instance);
  return (named.find((pin) => pin.region === verification.region) ?? named[0])?.resourceId;
};
