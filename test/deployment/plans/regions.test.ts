import { CloudWatchRegion } from '@aws-sdk/client-route-53';
import { describe, expect, it } from 'vitest';
import { otherPartition, regionInHost, regionsOfAws } from '../../../deployment/plans/regions.ts';

describe('the Regions that a plan may name', () => {
  it('are those that the SDK knows, each in the partition aws or named as of another one', () => {
    const known = Object.values(CloudWatchRegion);
    expect(known.length).toBeGreaterThan(40);
    expect(regionsOfAws.toSorted()).toEqual(known.filter((region) => otherPartition(region) === undefined).sort());
  });

  it.each([
    ['us-gov-east-1', 'aws-us-gov (GovCloud)'],
    ['cn-northwest-1', 'aws-cn (China)'],
    ['eusc-de-east-1', 'aws-eusc (European Sovereign Cloud)'],
    ['us-isob-east-1', 'one of the isolated ones'],
    ['us-east-1', undefined],
  ])('say by their name of which partition they are: %s', (region, partition) => {
    expect(otherPartition(region)).toBe(partition);
  });

  it.each([
    ['orders.us-east-1.elb.amazonaws.com', 'us-east-1'],
    ['my-bucket.s3.eu-central-1.amazonaws.com', 'eu-central-1'],
    ['us-east-1-orders.example.com', undefined],
    ['orders.example.com', undefined],
  ])('are found in a host only as a word of their own: %s', (host, region) => {
    expect(regionInHost(host)).toBe(region);
  });
});
