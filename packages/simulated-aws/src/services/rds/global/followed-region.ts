import { clusterArn, membersOf } from '../clusters/cluster.ts';
import type { Instance } from '../instances/instance.ts';
import type { Store } from '../store.ts';
import { globalOf } from './global-cluster.ts';

/** The Region of the primary that a secondary cluster follows, asked for the first of its instances; of all others undefined. */
export function followedRegion(store: Store, { cluster: id, region, arn }: Instance): string | undefined {
  const cluster = id === undefined ? undefined : store.clusters.get(clusterArn(store.world, region, id));
  if (cluster === undefined || membersOf(store, cluster)[0]?.arn !== arn) return undefined;
  const writer = globalOf(store, cluster)?.writer;
  return writer === undefined || writer === cluster.arn ? undefined : writer.split(':')[3];
}
