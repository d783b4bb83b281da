import { AwsFault } from '../call.ts';
import type { Identity } from '../identity/identity.ts';
import type { Vpc } from '../services/ec2/vpc.ts';
import type { Vpcs } from '../services/ec2/vpcs.ts';
import type { LambdaFunction } from './lambda-function.ts';

/** docs.aws.amazon.com/lambda/latest/api/API_VpcConfig.html */
const mostSubnets = 16;
const mostGroups = 5;

/** docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html: what the execution role must be allowed. */
const actionsOfRole = ['CreateNetworkInterface', 'DescribeNetworkInterfaces', 'DeleteNetworkInterface'];

type Surroundings = Readonly<{
  account: string;
  vpcs: Pick<Vpcs, 'ofSubnet' | 'ofGroup'>;
  identity: Pick<Identity, 'decide'>;
}>;

/**
 * The VPC that a function is put in; undefined where it names none. Throws what CreateFunction answers, in the words of those who have
 * met it (github.com/serverless/serverless/issues/2973, motdotla/node-lambda/issues/162, aws/aws-sam-cli/issues/617,
 * smoketurner/serverless-vpc-plugin/issues/765, aws/aws-sdk-js/issues/1293).
 */
export function placeInVpc(deployed: LambdaFunction, surroundings: Surroundings): Vpc | undefined {
  const { subnetIds, securityGroupIds } = deployed.vpcConfig ?? { subnetIds: [], securityGroupIds: [] };
  requireCount('vpcConfig.subnetIds', subnetIds, mostSubnets);
  requireCount('vpcConfig.securityGroupIds', securityGroupIds, mostGroups);
  if (subnetIds.length === 0 && securityGroupIds.length === 0) return undefined;
  if (subnetIds.length === 0 || securityGroupIds.length === 0)
    throw invalid('SubnetIds and SecurityIds must coexist or be both empty list.');
  requireRights(deployed, surroundings);
  return vpcOf(deployed, { subnetIds, securityGroupIds }, surroundings.vpcs);
}

const invalid = (message: string): AwsFault => new AwsFault('InvalidParameterValueException', message);

function requireCount(name: string, ids: readonly string[], most: number): void {
  if (ids.length <= most) return;
  throw new AwsFault(
    'ValidationException',
    `1 validation error detected: Value '[${ids.join(', ')}]' at '${name}' failed to satisfy constraint: Member must have length less than or equal to ${most}`,
  );
}

/** With the function's own role: Lambda makes its network interfaces with it. */
function requireRights({ region, roleArn }: LambdaFunction, { account, identity }: Surroundings): void {
  for (const name of actionsOfRole) {
    const resource = name.startsWith('Describe') ? '*' : `arn:aws:ec2:${region}:${account}:network-interface/*`;
    if (identity.decide(roleArn, { action: `ec2:${name}`, resource, region }) === 'allowed') continue;
    throw invalid(`The provided execution role does not have permissions to call ${name} on EC2`);
  }
}

type VpcConfig = NonNullable<LambdaFunction['vpcConfig']>;

/** All subnets and groups are of one VPC of the function's Region. */
function vpcOf(
  { region }: LambdaFunction,
  { subnetIds, securityGroupIds }: VpcConfig,
  vpcs: Surroundings['vpcs'],
): Vpc | undefined {
  const ofSubnets = subnetIds.map((id) => vpcs.ofSubnet(region, id) ?? missing('Subnet', id));
  const ofGroups = securityGroupIds.map((id) => vpcs.ofGroup(region, id) ?? missing('SecurityGroup', id));
  const [vpc] = ofSubnets;
  // Which words answer to subnets of several VPCs no page says.
  if (ofSubnets.some((one) => one !== vpc)) throw invalid('Subnets are required to be in the same VPC.');
  if (ofGroups.some((one) => one !== vpc)) throw invalid('Security Groups are required to be in the same VPC.');
  return vpc;
}

function missing(kind: 'Subnet' | 'SecurityGroup', id: string): never {
  const [code, text] =
    kind === 'Subnet'
      ? ['InvalidSubnetID.NotFound', `The subnet ID '${id}' does not exist`]
      : ['InvalidGroup.NotFound', `The security group '${id}' does not exist`];
  throw invalid(`Error occurred while Describe${kind}s. EC2 Error Code: ${code}. EC2 Error Message: ${text}`);
}
