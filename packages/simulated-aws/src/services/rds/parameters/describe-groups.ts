import type {
  DBParameterGroup,
  DescribeDBClusterParameterGroupsCommandInput as DescribeClusterGroups,
  DescribeDBParameterGroupsCommandInput as DescribeGroups,
  DescribeDBParametersCommandInput as DescribeParameters,
  Parameter,
} from '@aws-sdk/client-rds';
import { AwsFault, type Call, notSimulated } from '../../../call.ts';
import { defined } from '../../../defined.ts';
import { pageOfRecords } from '../paging.ts';
import type { GroupSort, ParameterGroup } from '../records.ts';
import type { Store } from '../store.ts';
import { type KnownParameter, knownParameters } from './known-parameters.ts';
import { findGroup } from './parameter-group.ts';

type At = Readonly<{ sort: GroupSort; region: string; name: string | undefined }>;

/** Both kinds answer with the same error here: API_DescribeDBClusterParameterGroups has no other. */
export function requireGroup(store: Store, { sort, region, name = '' }: At): ParameterGroup {
  const group = findGroup(store, { sort, region, name });
  if (group === undefined)
    throw new AwsFault('DBParameterGroupNotFoundFault', `DBParameterGroup not found: ${name}`, { status: 404 });
  return group;
}

export const shownGroup = ({ id, family, description, arn }: ParameterGroup): DBParameterGroup => ({
  DBParameterGroupName: id,
  DBParameterGroupFamily: family,
  Description: description,
  DBParameterGroupArn: arn,
});

/** Default groups are listed once something has used them, as in a Region that nobody has worked in there is none. */
export const describeDbParameterGroups = (store: Store) => (input: DescribeGroups, call: Call) => {
  const found = listed(store, { sort: 'pg', region: call.region, name: input.DBParameterGroupName });
  const { items, marker } = pageOfRecords(found, input);
  return { DBParameterGroups: items.map(shownGroup), Marker: marker };
};

function listed(store: Store, at: At): ParameterGroup[] {
  if (at.name !== undefined) return [requireGroup(store, at)];
  return [...store.parameterGroups.values()].filter((one) => one.region === at.region && one.sort === at.sort);
}

export const describeDbClusterParameterGroups = (store: Store) => (input: DescribeClusterGroups, call: Call) => {
  const found = listed(store, { sort: 'cluster-pg', region: call.region, name: input.DBClusterParameterGroupName });
  const { items, marker } = pageOfRecords(found, input);
  const shown = items.map(({ id, family, description, arn }) => ({
    ...{ DBClusterParameterGroupName: id, DBParameterGroupFamily: family, Description: description },
    DBClusterParameterGroupArn: arn,
  }));
  return { DBClusterParameterGroups: shown, Marker: marker };
};

/** API_DescribeDBParameters, of the parameters that are known here. */
export const describeDbParameters = (store: Store) => (input: DescribeParameters, call: Call) => {
  const { DBParameterGroupName: name, Source: source } = input;
  if (source !== undefined && !['user', 'system', 'engine-default'].includes(source))
    throw notSimulated(`rds:DescribeDBParameters from the source ${source}`);
  const group = requireGroup(store, { sort: 'pg', region: call.region, name });
  const all = Object.entries(knownParameters).map((one) => shownParameter(group, one));
  const found = all.filter((one) => source === undefined || one.Source === source);
  const { items, marker } = pageOfRecords(found, input);
  return { Parameters: [...items], Marker: marker };
};

function shownParameter(group: ParameterGroup, [name, known]: readonly [string, KnownParameter]): Parameter {
  const own = group.values.get(name);
  const value = own?.value ?? known.value;
  const systemSource = known.value === undefined ? 'engine-default' : 'system';
  return {
    ParameterName: name,
    ...defined({ ParameterValue: value }),
    Source: own === undefined ? systemSource : 'user',
    ApplyType: known.applyType,
    DataType: known.dataType,
    AllowedValues: known.allowed,
    IsModifiable: known.isModifiable ?? true,
    ApplyMethod: own?.method ?? 'pending-reboot',
  };
}
