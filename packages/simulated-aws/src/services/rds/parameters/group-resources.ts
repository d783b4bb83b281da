import type { Call } from '../../../call.ts';
import type { Need, Needs, Resources } from '../../../service.ts';
import type { World } from '../../../world.ts';

type Named = Readonly<{
  DBParameterGroupName?: string | undefined;
  DBClusterParameterGroupName?: string | undefined;
  DBSubnetGroupName?: string | undefined;
  Tags?: readonly unknown[] | undefined;
}>;

/** docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html, of groups. */
export function groupResources({ account }: World): Readonly<Record<string, Resources['of']>> {
  const arn = ({ region }: Call, sort: string, id = '*') => `arn:aws:rds:${region}:${account}:${sort}:${id}`;
  const group = (input: Named, call: Call) => [arn(call, 'pg', input.DBParameterGroupName)];
  return {
    DescribeDBParameterGroups: group,
    DescribeDBParameters: group,
    CreateDBParameterGroup: group,
    ModifyDBParameterGroup: group,
    DeleteDBParameterGroup: group,
    DescribeDBClusterParameterGroups: (input: Named, call: Call) => [
      arn(call, 'cluster-pg', input.DBClusterParameterGroupName),
    ],
    DescribeDBSubnetGroups: (input: Named, call: Call) => [arn(call, 'subgrp', input.DBSubnetGroupName)],
  };
}

export const groupNeeds = (world: World): Readonly<Record<string, Needs['of']>> => ({
  CreateDBParameterGroup: (input: Named, call: Call): Need[] =>
    input.Tags?.length
      ? [
          {
            action: 'rds:AddTagsToResource',
            resources: [...(groupResources(world).CreateDBParameterGroup?.(input, call) ?? [])],
          },
        ]
      : [],
});
