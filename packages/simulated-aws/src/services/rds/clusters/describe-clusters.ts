import type { DescribeDBClustersCommandInput as DescribeClusters, Filter } from '@aws-sdk/client-rds';
import { type Call, notSimulated } from '../../../call.ts';
import { pageOfRecords } from '../paging.ts';
import type { Cluster } from '../records.ts';
import type { Store } from '../store.ts';
import { findCluster } from './cluster.ts';
import { shownCluster } from './shown-cluster.ts';

/** API_DescribeDBClusters: an id that does not exist is an error; a filter that nothing meets is an empty list. */
export const describeDbClusters = (store: Store) => (input: DescribeClusters, call: Call) => {
  const { DBClusterIdentifier: id, Filters: filters = [] } = input;
  const all = [...store.clusters.values()].filter(({ region }) => region === call.region);
  const found = id === undefined ? all : [findCluster(store, call.region, id)];
  const wanted = found.filter((cluster) => filters.every(meets(cluster)));
  const { items, marker } = pageOfRecords(wanted, input);
  return { DBClusters: items.map((cluster) => shownCluster(store, cluster)), Marker: marker };
};

const meets =
  ({ id, arn, resourceId }: Cluster) =>
  ({ Name: name, Values: values = [] }: Filter): boolean => {
    if (name === 'db-cluster-id') return values.some((value) => value === id || value === arn);
    if (name === 'db-cluster-resource-id') return values.includes(resourceId);
    throw notSimulated(`rds:DescribeDBClusters with the filter ${name}`);
  };
