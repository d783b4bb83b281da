import { DescribeSecurityGroupsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { useAws } from '../../wire/operators-wire.ts';

const region = 'us-west-2';
const stage = useAws(region);
const [closed, open, bySource] = ['sg-0123456789abcdef0', 'sg-0123456789abcdef1', 'sg-0123456789abcdef2'] as const;

const ask = (GroupIds: string[], where = region) =>
  stage().client(EC2Client, where).send(new DescribeSecurityGroupsCommand({ GroupIds }));

describe('DescribeSecurityGroups', () => {
  it('shows whom each group lets in', async () => {
    const { rds } = stage().aws;
    rds.addSecurityGroup({ id: closed, region, open: false });
    rds.addSecurityGroup({ id: open, region, open: true });
    rds.addSecurityGroup({ id: bySource, region, open: true, from: [open] });
    const { SecurityGroups = [] } = await ask([closed, open, bySource]);
    expect(SecurityGroups.map(({ GroupId, IpPermissions }) => [GroupId, IpPermissions ?? []])).toEqual([
      [closed, []],
      [open, [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }]],
      [bySource, [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: open, UserId: stage().aws.world.account }] }]],
    ]);
  });

  it('refuses an id that is none, and one that is in another Region', async () => {
    stage().aws.rds.addSecurityGroup({ id: closed, region, open: false });
    await expect(ask(['closed'])).rejects.toMatchObject({ name: 'InvalidGroupId.Malformed' });
    await expect(ask([closed], 'us-east-1')).rejects.toMatchObject({ name: 'InvalidGroup.NotFound' });
  });
});
