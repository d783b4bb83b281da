import type { Plan } from '../../contracts/plan.ts';
import type { Verification } from '../../contracts/verification/verification.ts';

/** The database whose backups a verification restores. */
type RestoredDatabase = Readonly<{ sort: 'instance' | 'cluster'; name: string }>;

/** Undefined where no database is restored. */
export function restoredDatabase(verification: Verification): RestoredDatabase | undefined {
  if ('instanceSnapshot' in verification) return { sort: 'instance', name: verification.instanceSnapshot.instance };
  if ('instancePointInTime' in verification)
    return { sort: 'instance', name: verification.instancePointInTime.instance };
  return 'clusterSnapshot' in verification
    ? { sort: 'cluster', name: verification.clusterSnapshot.cluster }
    : undefined;
}

/**
 * The immutable id that the plan pins for it. Backups may lie in another Region than their database: without a pin on the side of
 * the verification that of the other side counts.
 */
export function pinnedSource(plan: Pick<Plan, 'pins'>, verification: Verification): string | undefined {
  const database = restoredDatabase(verification);
  const named = database === undefined ? [] : pinsOf(plan, database);
  return (named.find((pin) => pin.region === verification.region) ?? named[0])?.resourceId;
}

const pinsOf = ({ pins }: Pick<Plan, 'pins'>, { sort, name }: RestoredDatabase) =>
  sort === 'cluster'
    ? pins.clusters.filter(({ cluster }) => cluster === name)
    : pins.databases.filter(({ instance }) => instance === name);
