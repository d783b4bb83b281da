import type { DescribeDBSubnetGroupsCommandInput as DescribeGroups } from '@aws-sdk/client-rds';
import { AwsFault, type Call } from '../../../call.ts';
import { pageOfRecords } from '../paging.ts';
import type { SubnetGroup } from '../records.ts';
import type { Store } from '../store.ts';

type Place = Readonly<{ region: string; name: string; vpc?: string | undefined }>;

export function keepSubnetGroup(store: Store, { region, name, vpc }: Place): SubnetGroup {
  const arn = arnFor(store, region, name);
  const group = { id: name.toLowerCase(), region, arn, vpc, tags: {} };
  store.subnetGroups.set(arn, group);
  return group;
}

const arnFor = (store: Store, region: string, name: string): string =>
  `arn:aws:rds:${region}:${store.world.account}:subgrp:${name.toLowerCase()}`;

/** The one called `default` is there in every Region. */
export function subnetGroupFor(store: Store, region: string, name = 'default'): SubnetGroup {
  const known = store.subnetGroups.get(arnFor(store, region, name));
  if (known !== undefined) return known;
  if (name === 'default') return keepSubnetGroup(store, { region, name });
  throw new AwsFault('DBSubnetGroupNotFoundFault', `DB subnet group '${name}' does not exist.`, { status: 404 });
}

export const describeDbSubnetGroups = (store: Store) => (input: DescribeGroups, call: Call) => {
  const { DBSubnetGroupName: name } = input;
  const all = [...store.subnetGroups.values()].filter(({ region }) => region === call.region);
  const { items, marker } = pageOfRecords(name === undefined ? all : [subnetGroupFor(store, call.region, name)], input);
  const shown = items.map(({ id, arn }) => ({
    ...{ DBSubnetGroupName: id, DBSubnetGroupArn: arn, SubnetGroupStatus: 'Complete' },
  }));
  return { DBSubnetGroups: shown, Marker: marker };
};
