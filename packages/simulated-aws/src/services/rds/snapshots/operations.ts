import type { RestoreScene } from '../instances/enrol.ts';
import type { Store } from '../store.ts';
import { copyDbClusterSnapshot, copyDbSnapshot } from './copy-snapshot.ts';
import { createDbSnapshot } from './create-snapshot.ts';
import { deleteDbClusterSnapshot, deleteDbSnapshot } from './delete-snapshot.ts';
import { describeDbSnapshotAttributes, modifyDbSnapshotAttribute } from './share-snapshot.ts';
import { describeDbClusterSnapshots, describeDbSnapshots } from './snapshots.ts';

export const snapshotOperations = (store: Store, scene: RestoreScene) => ({
  DescribeDBSnapshots: describeDbSnapshots(store),
  CreateDBSnapshot: createDbSnapshot(store, scene),
  CopyDBSnapshot: copyDbSnapshot(store, scene),
  DeleteDBSnapshot: deleteDbSnapshot(store),
  ModifyDBSnapshotAttribute: modifyDbSnapshotAttribute(store),
  DescribeDBSnapshotAttributes: describeDbSnapshotAttributes(store),
  DescribeDBClusterSnapshots: describeDbClusterSnapshots(store),
  CopyDBClusterSnapshot: copyDbClusterSnapshot(store, scene),
  DeleteDBClusterSnapshot: deleteDbClusterSnapshot(store),
});
