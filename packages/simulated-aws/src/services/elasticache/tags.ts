import type {
  AddTagsToResourceMessage,
  ListTagsForResourceMessage,
  RemoveTagsFromResourceMessage,
  Tag,
  TagListMessage,
} from '@aws-sdk/client-elasticache';
import { AwsFault, type Call, notSimulated } from '../../call.ts';
import { requireAvailable, requireGroup } from './faults.ts';
import type { ReplicationGroup, Store } from './store.ts';

export const tagsFrom = (tags: readonly Tag[] = []): ReplicationGroup['tags'] =>
  Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));

export const createTagOperations = (store: Store) => ({
  AddTagsToResource: ({ ResourceName, Tags }: AddTagsToResourceMessage, call: Call): TagListMessage => {
    const group = requireTagged(store, ResourceName, call);
    group.tags = { ...group.tags, ...tagsFrom(Tags) };
    return shown(group);
  },
  RemoveTagsFromResource: ({ ResourceName, TagKeys = [] }: RemoveTagsFromResourceMessage, call: Call) => {
    const group = requireTagged(store, ResourceName, call);
    group.tags = Object.fromEntries(Object.entries(group.tags).filter(([key]) => !TagKeys.includes(key)));
    return shown(group);
  },
  ListTagsForResource: ({ ResourceName }: ListTagsForResourceMessage, call: Call): TagListMessage =>
    shown(requireTagged(store, ResourceName, call)),
});

/** Tags of replication groups only: arn:aws:elasticache:Region:account:replicationgroup:id */
function requireTagged(store: Store, arn: string | undefined, call: Call): ReplicationGroup {
  const [prefix, , service, , , kind, id] = (arn ?? '').split(':');
  if (prefix !== 'arn' || service !== 'elasticache')
    throw new AwsFault('InvalidARNFault', `${arn} is not a valid ARN.`);
  if (kind !== 'replicationgroup') throw notSimulated(`tags of an ElastiCache ${kind}`);
  return requireAvailable(requireGroup(store, id, call));
}

const shown = ({ tags }: ReplicationGroup): TagListMessage => ({
  TagList: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
});
