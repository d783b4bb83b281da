import type { DescribeSecurityGroupsRequest, DescribeSecurityGroupsResult, IpPermission } from '@aws-sdk/client-ec2';
import { AwsFault, type Call } from '../../call.ts';
import type { World } from '../../world.ts';
import { refuseDryRun } from './request.ts';
import type { Vpcs } from './vpcs.ts';

/** A security group as a scene has set it: open to everybody, to whoever is in one of the groups `from`, or to nobody. */
export type GroupRules = Readonly<{ id: string; open: boolean; from?: readonly string[] }>;

/** Those of a Region. */
export type GroupsIn = (region: string) => readonly GroupRules[];

type Neighbours = Readonly<{ world: World; groupsIn: GroupsIn; vpcs: Pick<Vpcs, 'ofGroup'> }>;

/** Of rules only those for what comes in, for all ports. An id that does not exist is an error. */
export const describeSecurityGroups =
  ({ world, groupsIn, vpcs }: Neighbours) =>
  (input: DescribeSecurityGroupsRequest, { region }: Call): DescribeSecurityGroupsResult => {
    refuseDryRun(input);
    const { GroupIds: ids = [] } = input;
    const own = groupsIn(region);
    const named = ids.length === 0 ? own : ids.map((id) => findGroup(own, id));
    return {
      SecurityGroups: named.map((group) => ({
        GroupId: group.id,
        GroupName: group.id,
        OwnerId: world.account,
        VpcId: vpcs.ofGroup(region, group.id)?.id,
        IpPermissions: rulesOf(group, world.account),
      })),
    };
  };

/** docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
function findGroup(own: readonly GroupRules[], id: string): GroupRules {
  if (!/^sg-[0-9a-f]{8}(?:[0-9a-f]{9})?$/.test(id))
    throw new AwsFault('InvalidGroupId.Malformed', `Invalid id: "${id}" (expecting "sg-...")`);
  const found = own.find((group) => group.id === id);
  if (found === undefined) throw new AwsFault('InvalidGroup.NotFound', `The security group '${id}' does not exist`);
  return found;
}

function rulesOf({ open, from }: GroupRules, account: string): IpPermission[] {
  if (!open) return [];
  if (from === undefined) return [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
  return [{ IpProtocol: '-1', UserIdGroupPairs: from.map((GroupId) => ({ GroupId, UserId: account })) }];
}
