import type { DescribeDBClustersCommandInput as DescribeClusters } from '@aws-sdk/client-rds';
import type { Call } from '../../../call.ts';
import { onlyModelled } from '../../only-modelled.ts';
import { pageOfRecords } from '../paging.ts';
import type { Store } from '../store.ts';
import { findCluster } from './cluster.ts';
import { shownCluster } from './shown-cluster.ts';

export const describeDbClusters = (store: Store) => (input: DescribeClusters, call: Call) => {
  onlyModelled('rds:DescribeDBClusters', input, ['DBClusterIdentifier', 'MaxRecords', 'Marker']);
  const { DBClusterIdentifier: id } = input;
  const all = [...store.clusters.values()].filter(({ region }) => region === call.region);
  const found = id === undefined ? all : [findCluster(store, call.region, id)];
  const { items, marker } = pageOfRecords(found, input);
  return { DBClusters: items.map((cluster) => shownCluster(store, cluster)), Marker: marker };
};
