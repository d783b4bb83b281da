import { defined } from '../../contracts/defined.ts';
import type { FactOf } from '../../contracts/ledger-entry.ts';
import type { RecoveryPoint } from '../../contracts/verification/facts.ts';
import type { RestoredVerification, SnapshotType } from '../../contracts/verification/verification.ts';
import { secondsBetween } from '../time.ts';
import { type Identity, identifySource, type SourceFacts, whyUnknown } from './identify-source.ts';

/** Clocks may differ; a recovery point of tomorrow is a mistake. */
const skewSeconds = 300;
const longestList = 20;
/** Those that may be taken in its place, should it be gone when it is to be restored. */
const mostAlternatives = 9;

/** Clocks that differ a little make no age below nothing. */
export const ageOfPoint = ({ databaseTime }: RecoveryPoint, now: string): number =>
  Math.max(0, secondsBetween(databaseTime, now));

/** A snapshot as AWS lists it. */
export type SnapshotFacts = Readonly<{
  /** By which it is restored. */
  id: string;
  type: string;
  status: string;
  /** Of the last transaction in it, not of the file; undefined: nobody knows. */
  databaseTime: string | undefined;
  /** Of the database that it was taken of. */
  resourceId: string | undefined;
  engineVersion: string | undefined;
  isEncrypted: boolean;
  bytes: number | undefined;
}>;

export type PointFacts = Readonly<{ candidates: readonly SnapshotFacts[]; source: SourceFacts; now: string }>;

export type ChosenPoint = Omit<FactOf<'recoveryPointChosen'>, 'type'>;

/**
 * The newest that counts, by the moment of its data. One that is too old is restored all the same: whether it would serve is
 * worth knowing, and its age alone makes the verification fail. A backup that may be another database's proves nothing of this one.
 */
export function judgeCandidates(verification: RestoredVerification, facts: PointFacts): ChosenPoint {
  const { candidates, now } = facts;
  const identity = identityOf(facts);
  const measure = { types: typesOf(verification), identity, now };
  const newestFirst = [...candidates].sort((a, b) => (b.databaseTime ?? '').localeCompare(a.databaseTime ?? ''));
  const judged = newestFirst.map((snapshot) => ({ snapshot, because: objectionTo(snapshot, measure) }));
  const passedOver = judged.flatMap(({ snapshot: { id }, because }) =>
    because === undefined ? [] : [{ id, because }],
  );
  const considered = candidates.length;
  const common = { considered, passedOver: passedOver.slice(0, longestList) };
  const [point, ...others] = judged.flatMap(({ snapshot, because }) =>
    because === undefined ? [pointOf(snapshot)] : [],
  );
  if (point === undefined) return { ...common, verdict: 'failed', because: whyNone(facts, identity, passedOver) };
  return {
    ...{ ...common, verdict: 'restore', because: `the newest of ${considered}${originOf(identity)}`, point },
    ageSeconds: ageOfPoint(point, now),
    ...(others.length === 0 ? {} : { alternatives: others.slice(0, mostAlternatives) }),
  };
}

/** The surest that something is there of: what stands elsewhere may have no backup here, where what was proven last has. */
function identityOf({ candidates, source }: PointFacts): Identity | undefined {
  const known = identifySource(source);
  return known.find(({ resourceId }) => candidates.some((one) => one.resourceId === resourceId)) ?? known[0];
}

function typesOf(verification: RestoredVerification): readonly SnapshotType[] | undefined {
  if ('instanceSnapshot' in verification) return verification.instanceSnapshot.types;
  return 'clusterSnapshot' in verification ? verification.clusterSnapshot.types : undefined;
}

type Measure = Readonly<{ types: readonly string[] | undefined; identity: Identity | undefined; now: string }>;

/** Why a snapshot does not count; undefined: it does. */
function objectionTo(snapshot: SnapshotFacts, { types, identity, now }: Measure): string | undefined {
  const { type, status, isEncrypted, databaseTime } = snapshot;
  if (types !== undefined && !types.includes(type)) return `the plan does not count snapshots of type ${type}`;
  if (status !== 'available') return `it is ${status}`;
  if (type === 'shared' && isEncrypted) return 'encrypted and shared: it has to be copied before it can be restored';
  const stranger = strangerIn(snapshot, identity);
  if (stranger !== undefined) return stranger;
  if (databaseTime === undefined) return 'nobody knows which moment it holds';
  if (secondsBetween(now, databaseTime) > skewSeconds) return `its time lies in the future: ${databaseTime}`;
  return undefined;
}

function strangerIn({ resourceId }: SnapshotFacts, identity: Identity | undefined): string | undefined {
  if (identity === undefined)
    return `nobody can tell whether it is of this database: it is of ${resourceId ?? 'one that it does not name'}`;
  if (resourceId === undefined) return 'it does not say which database it is of';
  if (resourceId === identity.resourceId) return undefined;
  const other = identity.how === '' ? 'an earlier database' : 'another database';
  return `it is of ${other} of the same name: ${resourceId}, not ${identity.resourceId}`;
}

const pointOf = ({ id, type, databaseTime, engineVersion, bytes, resourceId }: SnapshotFacts): RecoveryPoint => ({
  ...{ id, type, databaseTime: databaseTime ?? '' },
  ...defined({ engineVersion, bytes, sourceResourceId: resourceId }),
});

/** `passedOver`: the newest first, whose reason says most. */
function whyNone(
  { candidates, source }: PointFacts,
  identity: Identity | undefined,
  [newest]: ChosenPoint['passedOver'],
): string {
  if (candidates.length === 0) return 'no recovery point was found';
  if (identity !== undefined) {
    const why = newest === undefined ? '' : `; the newest is ${newest.id}: ${newest.because}`;
    return `none of ${candidates.length} recovery points counts${why}`;
  }
  const ids = [...new Set(candidates.map(({ resourceId = 'unknown' }) => resourceId))];
  return `nobody can tell whose these recovery points are (${candidates.length}, of ${ids.join(' and ')}): ${whyUnknown(source)}`;
}

const originOf = (identity: Identity | undefined): string =>
  identity === undefined || identity.how === '' ? '' : `, of ${identity.resourceId}, ${identity.how}`;
