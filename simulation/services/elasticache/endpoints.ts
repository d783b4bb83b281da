import type { CacheNode, NodeGroup, ReplicationGroup } from './store.ts';

const directions: Readonly<Record<string, string>> = {
  northeast: 'ne',
  northwest: 'nw',
  southeast: 'se',
  southwest: 'sw',
};

/** us-east-1 is use1: docs.aws.amazon.com/AmazonElastiCache/latest/dg/Endpoints.html */
const shortRegion = (region: string): string => {
  const [country = '', direction = '', number = ''] = region.split('-');
  return `${country}${directions[direction] ?? direction[0]}${number}`;
};

const endpoint = ({ region, port }: ReplicationGroup, name: string) => ({
  Address: `${name}.${shortRegion(region)}.cache.amazonaws.com`,
  Port: port,
});

/** Names only: nobody listens under them. Of several shards each is reached through the one configuration endpoint. */
export const endpointsOf = (group: ReplicationGroup) => ({
  primary: ({ id }: NodeGroup) => endpoint(group, `${group.id}.${group.mark}.ng.${id}`),
  reader: ({ id }: NodeGroup) => endpoint(group, `${group.id}-ro.${group.mark}.ng.${id}`),
  node: ({ clusterId }: CacheNode) => endpoint(group, `${clusterId}.${group.mark}.0001`),
  configuration: () => endpoint(group, `clustercfg.${group.id}.${group.mark}`),
});
