import type { Need, Needs, Resources } from '../../../service.ts';
import type { World } from '../../../world.ts';
import type { RestoreScene } from '../instances/enrol.ts';
import type { Store } from '../store.ts';
import {
  createGlobalCluster,
  deleteGlobalCluster,
  describeGlobalClusters,
  removeFromGlobalCluster,
} from './change-global.ts';
import { failoverGlobalCluster, switchoverGlobalCluster } from './move-global.ts';

export const globalOperations = (store: Store, scene: RestoreScene) => ({
  CreateGlobalCluster: createGlobalCluster(store),
  DescribeGlobalClusters: describeGlobalClusters(store),
  SwitchoverGlobalCluster: switchoverGlobalCluster(store, scene),
  FailoverGlobalCluster: failoverGlobalCluster(store, scene),
  RemoveFromGlobalCluster: removeFromGlobalCluster(store, scene),
  DeleteGlobalCluster: deleteGlobalCluster(store),
});

type Named = Readonly<{
  GlobalClusterIdentifier?: string | undefined;
  SourceDBClusterIdentifier?: string | undefined;
  TargetDbClusterIdentifier?: string | undefined;
  DbClusterIdentifier?: string | undefined;
  Tags?: readonly unknown[] | undefined;
}>;

/** docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html: a global cluster's ARN has no Region. */
export function globalResources({ account }: World): Readonly<Record<string, Resources['of']>> {
  const global = ({ GlobalClusterIdentifier: id = '*' }: Named) => `arn:aws:rds::${account}:global-cluster:${id}`;
  const alone = (input: Named) => [global(input)];
  const withCluster = (input: Named) => {
    const cluster = input.SourceDBClusterIdentifier ?? input.TargetDbClusterIdentifier ?? input.DbClusterIdentifier;
    return cluster === undefined ? [global(input)] : [global(input), cluster];
  };
  return {
    CreateGlobalCluster: withCluster,
    DescribeGlobalClusters: alone,
    SwitchoverGlobalCluster: withCluster,
    FailoverGlobalCluster: withCluster,
    RemoveFromGlobalCluster: withCluster,
    DeleteGlobalCluster: alone,
  };
}

export const globalNeeds = ({ account }: World): Readonly<Record<string, Needs['of']>> => ({
  CreateGlobalCluster: ({ Tags: tags, GlobalClusterIdentifier: id = '*' }: Named): Need[] =>
    tags?.length
      ? [{ action: 'rds:AddTagsToResource', resources: [`arn:aws:rds::${account}:global-cluster:${id}`] }]
      : [],
});
