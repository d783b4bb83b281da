import { AwsFault } from '../../../call.ts';
import type { Snapshot } from '../../../postgres/database.ts';
import { invalidValue } from '../faults.ts';
import type { Store } from '../store.ts';
import type { Kept, Sort } from './snapshot.ts';

/** What differs between snapshots of instances and of clusters. */
export const words = {
  snapshot: {
    notFound: 'DBSnapshotNotFoundFault',
    exists: 'DBSnapshotAlreadyExistsFault',
    badState: 'InvalidDBSnapshotStateFault',
    beingCopied: 'creating',
  },
  'cluster-snapshot': {
    notFound: 'DBClusterSnapshotNotFoundFault',
    exists: 'DBClusterSnapshotAlreadyExistsFault',
    badState: 'InvalidDBClusterSnapshotStateFault',
    beingCopied: 'copying',
  },
} as const;

/** UserGuide/CHAP_Limits: per Region, for instances and for clusters each. */
export const mostManual = 100;

export const keptOf = (store: Store, sort: Sort): Map<string, Kept> =>
  sort === 'snapshot' ? store.snapshots : store.clusterSnapshots;

export const snapshotArn = (store: Store, { sort, region, id }: Pick<Kept, 'sort' | 'region' | 'id'>): string =>
  `arn:aws:rds:${region}:${store.world.account}:${sort}:${id}`;

export const snapshotNotFound = (sort: Sort, id: string): AwsFault =>
  new AwsFault(words[sort].notFound, `${id} not found.`, { status: 404 });

/** By id in the Region, or by ARN, which a shared one must be named by. */
export function findSnapshot(store: Store, at: { sort: Sort; region: string; id: string | undefined }): Kept {
  const { sort, region, id = '' } = at;
  const found = [...keptOf(store, sort).values()].find(
    (one) =>
      one.region === region && (one.arn === id || (one.type !== 'shared' && one.id.toLowerCase() === id.toLowerCase())),
  );
  if (found === undefined) throw snapshotNotFound(sort, id);
  return found;
}

export function requireUsable(snapshot: Kept): void {
  if (snapshot.status !== 'available')
    throw new AwsFault(words[snapshot.sort].badState, `${snapshot.id} is in ${snapshot.status} state.`);
}

export const countManual = (store: Store, sort: Sort, region: string): number =>
  [...keptOf(store, sort).values()].filter((one) => one.region === region && one.type === 'manual').length;

/** The name of a new manual snapshot, for which there is room. */
export function newName(store: Store, at: { sort: Sort; region: string; id: string | undefined }): string {
  const { sort, region } = at;
  const id = at.id?.toLowerCase() ?? '';
  if (!isName(id)) throw invalidValue(`The snapshot identifier ${at.id} is not a valid identifier.`);
  if (keptOf(store, sort).has(snapshotArn(store, { sort, region, id })))
    throw new AwsFault(words[sort].exists, `Cannot create the snapshot because one with the identifier ${id} exists.`);
  if (countManual(store, sort, region) >= mostManual)
    throw new AwsFault('SnapshotQuotaExceededFault', `Cannot create more than ${mostManual} manual snapshots`);
  return id;
}

const isName = (id: string): boolean => /^[a-z](?!.*--)[a-z0-9-]{0,254}$/.test(id) && !id.endsWith('-');

type Optional =
  | 'status'
  | 'createdAt'
  | 'originallyCreatedAt'
  | 'databaseTime'
  | 'kmsKey'
  | 'copiedFrom'
  | 'tags'
  | 'content'
  | 'arn';

export type NewSnapshot = Omit<Kept, Optional | 'progress' | 'sharedWith'> & Partial<Pick<Kept, Optional>>;

export function keepSnapshot(store: Store, spec: NewSnapshot): Kept {
  const content: Snapshot | undefined = spec.content;
  const { sort, id, region, type, source, status = 'available' } = spec;
  const snapshot: Kept = {
    ...{ sort, id, region, type, source, status, content },
    arn: spec.arn ?? snapshotArn(store, spec),
    progress: status === 'available' ? 100 : 0,
    ...timesOf(spec, store.world.clock.now()),
    kmsKey: spec.kmsKey,
    copiedFrom: spec.copiedFrom,
    tags: spec.tags ?? {},
    sharedWith: [],
  };
  keptOf(store, sort).set(snapshot.arn, snapshot);
  return snapshot;
}

function timesOf({ databaseTime, content, createdAt, originallyCreatedAt }: NewSnapshot, now: number) {
  const at = databaseTime ?? content?.at ?? now;
  return { databaseTime: at, createdAt: createdAt ?? at, originallyCreatedAt: originallyCreatedAt ?? createdAt ?? at };
}
