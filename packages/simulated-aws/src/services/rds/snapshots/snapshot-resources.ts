import type { Call } from '../../../call.ts';
import type { Need, Needs, Resources } from '../../../service.ts';
import type { World } from '../../../world.ts';
import type { Sort } from './snapshot.ts';

type Named = Readonly<{
  DBInstanceIdentifier?: string | undefined;
  DBClusterIdentifier?: string | undefined;
  DBSnapshotIdentifier?: string | undefined;
  DBClusterSnapshotIdentifier?: string | undefined;
  SourceDBSnapshotIdentifier?: string | undefined;
  TargetDBSnapshotIdentifier?: string | undefined;
  SourceDBClusterSnapshotIdentifier?: string | undefined;
  TargetDBClusterSnapshotIdentifier?: string | undefined;
  Tags?: readonly unknown[] | undefined;
}>;

/**
 * docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html. A copy needs its source too: UserGuide/USER_CopySnapshot
 * says that a policy which names the target alone does not do.
 */
export function snapshotResources(world: World): Readonly<Record<string, Resources['of']>> {
  const arn = namer(world);
  const one = (input: Named, call: Call) => [arn(call, 'snapshot', input.DBSnapshotIdentifier)];
  const ofCluster = (input: Named, call: Call) => [arn(call, 'cluster-snapshot', input.DBClusterSnapshotIdentifier)];
  return {
    DescribeDBSnapshots: one,
    CreateDBSnapshot: (input: Named, call: Call) => [arn(call, 'db', input.DBInstanceIdentifier), ...one(input, call)],
    CopyDBSnapshot: (input: Named, call: Call) => [
      arn(call, 'snapshot', input.SourceDBSnapshotIdentifier),
      arn(call, 'snapshot', input.TargetDBSnapshotIdentifier),
    ],
    DeleteDBSnapshot: one,
    ModifyDBSnapshotAttribute: one,
    DescribeDBSnapshotAttributes: one,
    DescribeDBClusterSnapshots: ofCluster,
    CreateDBClusterSnapshot: (input: Named, call: Call) => [
      arn(call, 'cluster', input.DBClusterIdentifier),
      ...ofCluster(input, call),
    ],
    CopyDBClusterSnapshot: (input: Named, call: Call) => [
      arn(call, 'cluster-snapshot', input.SourceDBClusterSnapshotIdentifier),
      arn(call, 'cluster-snapshot', input.TargetDBClusterSnapshotIdentifier),
    ],
    DeleteDBClusterSnapshot: ofCluster,
  };
}

const namer =
  ({ account }: World) =>
  ({ region }: Call, sort: Sort | 'db' | 'cluster', id = '*'): string =>
    id.startsWith('arn:') ? id : `arn:aws:rds:${region}:${account}:${sort}:${id.toLowerCase()}`;

/** Tags at creation. */
export function snapshotNeeds(world: World): Readonly<Record<string, Needs['of']>> {
  const arn = namer(world);
  const needs = ({ Tags }: Named, made: string): Need[] =>
    Tags?.length ? [{ action: 'rds:AddTagsToResource', resources: [made] }] : [];
  return {
    CreateDBSnapshot: (input: Named, call: Call) => needs(input, arn(call, 'snapshot', input.DBSnapshotIdentifier)),
    CopyDBSnapshot: (input: Named, call: Call) => needs(input, arn(call, 'snapshot', input.TargetDBSnapshotIdentifier)),
    CreateDBClusterSnapshot: (input: Named, call: Call) =>
      needs(input, arn(call, 'cluster-snapshot', input.DBClusterSnapshotIdentifier)),
    CopyDBClusterSnapshot: (input: Named, call: Call) =>
      needs(input, arn(call, 'cluster-snapshot', input.TargetDBClusterSnapshotIdentifier)),
  };
}
