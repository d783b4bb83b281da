import type { FactOf } from '../../contracts/ledger-entry.ts';
import type { RecoveryPoint } from '../../contracts/verification/facts.ts';
import type { RestoredVerification, SnapshotType } from '../../contracts/verification/verification.ts';
import { secondsBetween } from '../seconds-between.ts';

/** A snapshot as AWS lists it. */
export type SnapshotFacts = Readonly<{
  /** By which it is restored. */
  id: string;
  type: string;
  status: string;
  /** Of the last transaction in it, not of the file; undefined: nobody knows. */
  databaseTime: string | undefined;
  resourceId: string | undefined;
  engineVersion: string | undefined;
  isEncrypted: boolean;
  bytes: number | undefined;
}>;

export type PointFacts = Readonly<{
  candidates: readonly SnapshotFacts[];
  /** Of the source as it stands now; undefined where there is none any more. */
  sourceResourceId: string | undefined;
  now: string;
}>;

/** Clocks may differ; a recovery point of tomorrow is a mistake. */
const skewSeconds = 300;
const longestList = 20;

const typesOf = (verification: RestoredVerification): readonly SnapshotType[] | undefined => {
  if ('instanceSnapshot' in verification) return verification.instanceSnapshot.types;
  return 'clusterSnapshot' in verification ? verification.clusterSnapshot.types : undefined;
};

/** Why a snapshot does not count; undefined: it does. */
const objectionTo = (
  snapshot: SnapshotFacts,
  { types, sourceResourceId, now }: Readonly<{ types: readonly string[] | undefined }> & Omit<PointFacts, 'candidates'>,
): string | undefined => {
  const { type, status, isEncrypted, databaseTime, resourceId } = snapshot;
  if (types !== undefined && !types.includes(type)) return `the plan does not count snapshots of type ${type}`;
  if (status !== 'available') return `it is ${status}`;
  if (type === 'shared' && isEncrypted) return 'encrypted and shared: it has to be copied before it can be restored';
  if (sourceResourceId !== undefined && resourceId !== undefined && resourceId !== sourceResourceId)
    return 'it is of an earlier database of the same name';
  if (databaseTime === undefined) return 'nobody knows which moment it holds';
  if (secondsBetween(now, databaseTime) > skewSeconds) return `its time lies in the future: ${databaseTime}`;
  return undefined;
};

const pointOf = ({ id, type, databaseTime, engineVersion, bytes, resourceId }: SnapshotFacts): RecoveryPoint => ({
  ...{ id, type, databaseTime: databaseTime ?? '' },
  ...(engineVersion === undefined ? {} : { engineVersion }),
  ...(bytes === undefined ? {} : { bytes }),
  ...(resourceId === undefined ? {} : { sourceResourceId: resourceId }),
});

/**
 * The newest that counts, by the moment of its data. One that is too old is restored all the same: whether it would serve is
 * worth knowing, and its age alone makes the verification fail.
 */
export const chooseRecoveryPoint = (
  verification: RestoredVerification,
  facts: PointFacts,
): Omit<FactOf<'recoveryPointChosen'>, 'type'> => {
  const { candidates, ...rest } = facts;
  const types = typesOf(verification);
  const newestFirst = [...candidates].sort((a, b) => (b.databaseTime ?? '').localeCompare(a.databaseTime ?? ''));
  const judged = newestFirst.map((snapshot) => ({ snapshot, because: objectionTo(snapshot, { types, ...rest }) }));
  const passedOver = judged.flatMap(({ snapshot: { id }, because }) =>
    because === undefined ? [] : [{ id, because }],
  );
  const considered = candidates.length;
  const common = { considered, passedOver: passedOver.slice(0, longestList) };
  const chosen = judged.find(({ because }) => because === undefined)?.snapshot;
  if (chosen === undefined) {
    const because = considered === 0 ? 'no recovery point was found' : `none of ${considered} recovery points counts`;
    return { ...common, verdict: 'failed', because };
  }
  const point = pointOf(chosen);
  const ageSeconds = Math.max(0, secondsBetween(point.databaseTime, facts.now));
  return { ...common, verdict: 'restore', because: `the newest of ${considered}`, point, ageSeconds };
};
