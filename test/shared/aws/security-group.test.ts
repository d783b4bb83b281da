import { EC2Client, type IpPermission } from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { clientsOf } from '../../../shared/aws/clients.ts';
import { describeGroup } from '../../../shared/aws/security-group.ts';

/** EC2 as it would answer with these rules. */
const withRules = (IpPermissions: IpPermission[]) =>
  clientsOf(({ region }) => {
    const client = new EC2Client({ region });
    const answer = () => async () => ({
      output: { SecurityGroups: [{ IpPermissions }], $metadata: {} },
      response: undefined,
    });
    client.middlewareStack.add(answer, { step: 'initialize', priority: 'high' });
    return client;
  });

const anywhere = [{ CidrIp: '0.0.0.0/0' }];
const at = { region: 'us-west-2', id: 'sg-01', port: 5432 };

describe('a security group', () => {
  it.each<{ when: string; rules: IpPermission[]; letsIn: string[] }>([
    { when: 'has no rule', rules: [], letsIn: [] },
    { when: 'takes all', rules: [{ IpProtocol: '-1', IpRanges: anywhere }], letsIn: ['0.0.0.0/0'] },
    {
      when: 'takes just this port',
      rules: [{ IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432, Ipv6Ranges: [{ CidrIpv6: '::/0' }] }],
      letsIn: ['::/0'],
    },
    {
      when: 'takes a range with it, of groups and prefix lists',
      rules: [
        {
          ...{ IpProtocol: 'tcp', FromPort: 1024, ToPort: 65_535 },
          ...{ UserIdGroupPairs: [{ GroupId: 'sg-02' }], PrefixListIds: [{ PrefixListId: 'pl-03' }] },
        },
      ],
      letsIn: ['sg-02', 'pl-03'],
    },
    {
      when: 'takes other ports and other protocols',
      rules: [
        { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: anywhere },
        { IpProtocol: 'udp', FromPort: 5432, ToPort: 5432, IpRanges: anywhere },
        { IpProtocol: 'icmp', FromPort: -1, ToPort: -1, IpRanges: anywhere },
      ],
      letsIn: [],
    },
  ])('that $when lets in $letsIn', async ({ rules, letsIn }) => {
    expect(await describeGroup(withRules(rules), at)).toEqual({ kind: 'known', value: { letsIn } });
  });
});
