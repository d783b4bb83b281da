import { shortRegion } from '../short-region.ts';
import type { CacheNode, NodeGroup, ReplicationGroup } from './store.ts';

/** Names only, as in docs.aws.amazon.com/AmazonElastiCache/latest/dg/Endpoints.html: nobody listens under them. Of several shards each is reached through the one configuration endpoint. */
export const endpointsOf = (group: ReplicationGroup) => ({
  primary: ({ id }: NodeGroup) => endpoint(group, `${group.id}.${group.mark}.ng.${id}`),
  reader: ({ id }: NodeGroup) => endpoint(group, `${group.id}-ro.${group.mark}.ng.${id}`),
  node: ({ clusterId }: CacheNode) => endpoint(group, `${clusterId}.${group.mark}.0001`),
  configuration: () => endpoint(group, `clustercfg.${group.id}.${group.mark}`),
});

const endpoint = ({ region, port }: ReplicationGroup, name: string) => ({
  Address: `${name}.${shortRegion(region)}.cache.amazonaws.com`,
  Port: port,
});
