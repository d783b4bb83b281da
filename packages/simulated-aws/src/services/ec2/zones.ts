import type {
  DescribeAvailabilityZonesRequest,
  DescribeAvailabilityZonesResult,
  DescribeRegionsRequest,
  DescribeRegionsResult,
} from '@aws-sdk/client-ec2';
import { AwsFault, type Call } from '../../call.ts';
import { shortRegion } from '../short-region.ts';
import { refuseDryRun } from './request.ts';

/** Those that every account has: docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
const regions = [
  ...['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2'],
  ...['ca-central-1', 'eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'sa-east-1'],
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'],
];

export function describeRegions(input: DescribeRegionsRequest): DescribeRegionsResult {
  refuseDryRun(input);
  const { RegionNames: names = regions } = input;
  const unknown = names.find((name) => !regions.includes(name));
  if (unknown !== undefined) throw new AwsFault('InvalidParameterValue', `Invalid region provided: '${unknown}'`);
  return {
    Regions: names.map((RegionName) => ({
      RegionName,
      Endpoint: `ec2.${RegionName}.amazonaws.com`,
      OptInStatus: 'opt-in-not-required',
    })),
  };
}

export function requireZone(zone: string | undefined, region: string): string {
  if (zone === undefined)
    throw new AwsFault('MissingParameter', 'The request must contain the parameter AvailabilityZone');
  if (!zonesOf(region).includes(zone)) throw noSuchZone(zone);
  return zone;
}

/** On AWS their number differs from Region to Region. */
const zonesOf = (region: string): string[] => ['a', 'b', 'c'].map((letter) => `${region}${letter}`);

const noSuchZone = (zone: string): AwsFault =>
  new AwsFault('InvalidZone.NotFound', `The zone '${zone}' does not exist.`);

export function describeAvailabilityZones(
  input: DescribeAvailabilityZonesRequest,
  { region }: Call,
): DescribeAvailabilityZonesResult {
  refuseDryRun(input);
  const all = zonesOf(region);
  const { ZoneNames: names = all } = input;
  return {
    AvailabilityZones: names.map((name) => ({
      ZoneName: requireZone(name, region),
      ZoneId: `${shortRegion(region)}-az${all.indexOf(name) + 1}`,
      ZoneType: 'availability-zone',
      State: 'available' as const,
      OptInStatus: 'opt-in-not-required' as const,
      RegionName: region,
      GroupName: region,
      NetworkBorderGroup: region,
      Messages: [],
    })),
  };
}
