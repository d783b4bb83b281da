import type { Store } from '../store.ts';
import { createDbParameterGroup, deleteDbParameterGroup, modifyDbParameterGroup } from './change-groups.ts';
import {
  describeDbClusterParameterGroups,
  describeDbParameterGroups,
  describeDbParameters,
} from './describe-groups.ts';
import { keepGroup } from './parameter-group.ts';
import { describeDbSubnetGroups, keepSubnetGroup } from './subnet-groups.ts';

export const groupOperations = (store: Store) => ({
  DescribeDBParameterGroups: describeDbParameterGroups(store),
  DescribeDBClusterParameterGroups: describeDbClusterParameterGroups(store),
  DescribeDBParameters: describeDbParameters(store),
  CreateDBParameterGroup: createDbParameterGroup(store),
  ModifyDBParameterGroup: modifyDbParameterGroup(store),
  DeleteDBParameterGroup: deleteDbParameterGroup(store),
  DescribeDBSubnetGroups: describeDbSubnetGroups(store),
});

export type NamedGroup = Readonly<{
  sort: 'subgrp' | 'pg' | 'cluster-pg';
  region: string;
  name: string;
  /** Of a subnet group: the id of the VPC of its subnets, where that is not the default one. */
  vpc?: string;
}>;

/** A group as it stands when the simulation starts; of a parameter group, one for any family. */
export function addNamedGroup(store: Store, { sort, region, name, vpc }: NamedGroup): void {
  if (sort === 'subgrp') keepSubnetGroup(store, { region, name, vpc });
  else keepGroup(store, { sort, region, name }, {});
}
