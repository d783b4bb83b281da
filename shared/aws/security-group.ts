import { DescribeSecurityGroupsCommand, EC2Client, type IpPermission } from '@aws-sdk/client-ec2';
import type { Reading } from '../domain/reading.ts';
import { type ClientsOf, clientsOf } from './clients.ts';
import { read } from './read.ts';

export const connectEc2 = (): ClientsOf<EC2Client> => clientsOf((settings) => new EC2Client(settings));

/** Whom a security group lets in to a port, in words: addresses, other groups, prefix lists. */
export type GroupFacts = Readonly<{ letsIn: readonly string[] }>;

type At = Readonly<{ region: string; id: string; port: number | undefined }>;

/** One that does not exist is unreadable, too: InvalidGroup.NotFound. */
export const describeGroup = (ec2: ClientsOf<EC2Client>, { region, id, port }: At): Promise<Reading<GroupFacts>> =>
  read(async () => {
    const { SecurityGroups } = await ec2(region).reader.send(new DescribeSecurityGroupsCommand({ GroupIds: [id] }));
    const group = SecurityGroups?.[0];
    if (group === undefined)
      throw Object.assign(new Error(`no security group ${id} in ${region}`), { name: 'InvalidGroup.NotFound' });
    const rules = group.IpPermissions ?? [];
    return { letsIn: rules.filter((rule) => covers(rule, port)).flatMap(sourcesOf) };
  });

/** A rule of another protocol or of other ports lets nobody in to this one. */
function covers({ IpProtocol: protocol, FromPort: from, ToPort: to }: IpPermission, port: number | undefined): boolean {
  if (protocol === '-1' || protocol === undefined) return true;
  if (protocol !== 'tcp' && protocol !== '6') return false;
  return port === undefined || from === undefined || to === undefined || (from <= port && port <= to);
}

const sourcesOf = ({ IpRanges, Ipv6Ranges, UserIdGroupPairs, PrefixListIds }: IpPermission): string[] =>
  [
    ...(IpRanges ?? []).map(({ CidrIp }) => CidrIp),
    ...(Ipv6Ranges ?? []).map(({ CidrIpv6 }) => CidrIpv6),
    ...(UserIdGroupPairs ?? []).map(({ GroupId }) => GroupId),
    ...(PrefixListIds ?? []).map(({ PrefixListId }) => PrefixListId),
  ].filter((source) => source !== undefined);
