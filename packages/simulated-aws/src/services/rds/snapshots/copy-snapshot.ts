import type {
  CopyDBClusterSnapshotCommandInput as CopyClusterSnapshot,
  CopyDBSnapshotCommandInput as CopySnapshot,
  Tag,
} from '@aws-sdk/client-rds';
import { AwsFault, type Call } from '../../../call.ts';
import { invalidCombination, invalidValue } from '../faults.ts';
import { requireReach } from '../instances/replication.ts';
import { missingKey } from '../keys.ts';
import type { Store } from '../store.ts';
import { tagsIn } from '../tags.ts';
import { findSnapshot, keepSnapshot, keptOf, newName, requireUsable, snapshotNotFound } from './keep.ts';
import { type CopyScene, runCopy } from './run-copy.ts';
import { type Kept, type Sort, shownClusterSnapshot, shownSnapshot } from './snapshot.ts';

/** UserGuide/USER_CopySnapshot: "up to 20 snapshot copy requests in progress to a single destination Region per account". */
const mostCopies = 20;

/**
 * API_CopyDBSnapshot, called in the Region that the copy is for. What counts for its age, the time of the database and of the
 * original, stays; its own creation is new. PreSignedUrl is ignored, as outside GovCloud.
 */
export const copyDbSnapshot = (store: Store, scene: CopyScene) => (input: CopySnapshot, call: Call) => {
  if (!input.SourceDBSnapshotIdentifier) throw invalidValue('SourceDBSnapshotIdentifier must be provided.');
  const { SourceDBSnapshotIdentifier: source, TargetDBSnapshotIdentifier: target } = input;
  const order = { ...input, sort: 'snapshot', source, target } as const;
  return { DBSnapshot: shownSnapshot(copy(store, scene, { order, call })) };
};

type Order = Readonly<{
  sort: Sort;
  source: string | undefined;
  target: string | undefined;
  KmsKeyId?: string | undefined;
  CopyTags?: boolean | undefined;
  Tags?: Tag[] | undefined;
}>;

type Ordered = Readonly<{ order: Order; call: Call }>;

function copy(store: Store, scene: CopyScene, { order, call }: Ordered): Kept {
  const { region } = call;
  const { sort, target, CopyTags: copiesTags = false, Tags } = order;
  const from = sourceOf(store, order, region);
  requireUsable(from);
  const id = newName(store, { sort, region, id: target });
  if (from.region !== region) requireSlot(store, sort, region);
  const kmsKey = keyFor(store, from, { ...order, region });
  if (from.type !== 'shared') store.keys.use(from.kmsKey, call, 'source snapshot');
  store.keys.use(kmsKey, call);
  const { source, databaseTime, originallyCreatedAt, arn: copiedFrom } = from;
  const made = keepSnapshot(store, {
    ...{ sort, id, region, type: 'manual', source, kmsKey, databaseTime, originallyCreatedAt, copiedFrom },
    createdAt: store.world.clock.now(),
    status: 'pending',
    tags: { ...(copiesTags ? from.tags : {}), ...tagsIn(Tags) },
  });
  runCopy(store, scene, { from, made });
  return made;
}

/** In its own Region by id; in another by ARN, which says in which. */
function sourceOf(store: Store, { sort, source = '' }: Order, region: string): Kept {
  if (!source.startsWith('arn:')) return findSnapshot(store, { sort, region, id: source });
  requireReach(store, region, regionOf(source));
  const found = keptOf(store, sort).get(source);
  if (found === undefined) throw snapshotNotFound(sort, source);
  return found;
}

const regionOf = (arn: string): string => arn.split(':')[3] ?? '';

function requireSlot(store: Store, sort: Sort, region: string): void {
  const isOnItsWay = ({ status, copiedFrom }: Kept) =>
    copiedFrom !== undefined && regionOf(copiedFrom) !== region && !['available', 'failed'].includes(status);
  const count = [...keptOf(store, sort).values()].filter((one) => one.region === region && isOnItsWay(one)).length;
  if (count >= mostCopies)
    throw new AwsFault('SnapshotQuotaExceededFault', `Cannot copy more than ${mostCopies} snapshots across regions`);
}

/** With which key the copy is encrypted, if it is. */
function keyFor(store: Store, from: Kept, { sort, KmsKeyId, region }: Order & { region: string }) {
  if (from.kmsKey === undefined) {
    if (KmsKeyId === undefined) return undefined;
    if (sort === 'cluster-snapshot')
      throw invalidCombination('An unencrypted DB cluster snapshot cannot be encrypted by copying it.');
    return store.keys.find(region, KmsKeyId);
  }
  const isForeign = from.region !== region || from.type === 'shared';
  if (KmsKeyId === undefined && isForeign) throw missingKey();
  return KmsKeyId === undefined ? from.kmsKey : store.keys.find(region, KmsKeyId);
}

/** API_CopyDBClusterSnapshot: as for instances, but what was not encrypted stays so. */
export const copyDbClusterSnapshot = (store: Store, scene: CopyScene) => (input: CopyClusterSnapshot, call: Call) => {
  const { SourceDBClusterSnapshotIdentifier: source, TargetDBClusterSnapshotIdentifier: target } = input;
  const order = { ...input, sort: 'cluster-snapshot', source, target } as const;
  return { DBClusterSnapshot: shownClusterSnapshot(copy(store, scene, { order, call })) };
};
