import type {
  AddTagsToResourceCommandInput as AddTags,
  ListTagsForResourceCommandInput as ListTags,
  RemoveTagsFromResourceCommandInput as RemoveTags,
} from '@aws-sdk/client-rds';
import { AwsFault, type Call, notSimulated } from '../../call.ts';
import { instanceNotFound, invalidValue } from './faults.ts';
import type { Store } from './store.ts';
import { limited, shownTags, type Tags, tagsIn } from './tags.ts';

/** Of what carries tags, by ARN; of what is not there, none. */
export const tagsAt = (store: Store, arn: string): Tags => kindOf(store, arn)?.[0].get(arn)?.tags ?? {};

const kindOf = (store: Store, arn: string) => kinds(store)[/^arn:aws:rds:[^:]*:\d+:([^:]+):.+$/.exec(arn)?.[1] ?? ''];

type Tagged = { readonly region?: string; tags: Tags };

/** By the part of an ARN that says what it names. Which errors answer for groups and global clusters is (I): the pages list none. */
const kinds = (
  store: Store,
): Readonly<Record<string, readonly [{ get: (arn: string) => Tagged | undefined }, (arn: string) => AwsFault]>> => ({
  db: [store.instances, (arn) => instanceNotFound(arn.split(':').at(-1) ?? arn)],
  cluster: [store.clusters, (arn) => missing('DBClusterNotFoundFault', arn)],
  snapshot: [store.snapshots, (arn) => missing('DBSnapshotNotFoundFault', arn)],
  'cluster-snapshot': [store.clusterSnapshots, (arn) => missing('DBClusterSnapshotNotFoundFault', arn)],
  pg: [store.parameterGroups, (arn) => missing('DBParameterGroupNotFoundFault', arn)],
  'cluster-pg': [store.parameterGroups, (arn) => missing('DBClusterParameterGroupNotFoundFault', arn)],
  'global-cluster': [
    { get: (arn) => store.globals.get(arn.split(':').at(-1) ?? '') },
    (arn) => missing('GlobalClusterNotFoundFault', arn),
  ],
  subgrp: [store.subnetGroups, (arn) => missing('DBSubnetGroupNotFoundFault', arn)],
});

const missing = (code: string, arn: string) => new AwsFault(code, `${arn} not found.`, { status: 404 });

export const listTagsForResource = (store: Store) => (input: ListTags, call: Call) => {
  return { TagList: shownTags(find(store, call, input.ResourceName).tags) };
};

function find(store: Store, call: Call, arn = ''): Tagged {
  const kind = kindOf(store, arn);
  if (kind === undefined) throw notSimulated(`rds:${call.operation} of ${arn}`);
  const found = kind[0].get(arn);
  if (found === undefined) throw kind[1](arn);
  if (found.region !== undefined && found.region !== call.region)
    throw invalidValue('The Region of the ARN is not the Region of the call.');
  return found;
}

/** API_AddTagsToResource: a value that is there is written over. */
export const addTagsToResource = (store: Store) => (input: AddTags, call: Call) => {
  const tagged = find(store, call, input.ResourceName);
  tagged.tags = limited({ ...tagged.tags, ...tagsIn(input.Tags) });
  return {};
};

/** API_RemoveTagsFromResource: a key that is not there is no error. */
export const removeTagsFromResource = (store: Store) => (input: RemoveTags, call: Call) => {
  const tagged = find(store, call, input.ResourceName);
  const { TagKeys: keys = [] } = input;
  tagged.tags = Object.fromEntries(Object.entries(tagged.tags).filter(([key]) => !keys.includes(key)));
  return {};
};
