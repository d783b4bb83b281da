import type { GeoLocation } from '@aws-sdk/client-route-53';
import type { RecordSet } from './record-set.ts';

/** Where the resolver of the simulation stands. How far it is from other Regions is not modelled: their records answer in the order of their ids. */
const place = { Region: 'us-east-1', SubdivisionCode: 'VA', CountryCode: 'US', ContinentCode: 'NA' } as const;

/**
 * Of latency and geolocation record sets those that such a resolver is told, the best first, so that the next one answers where it is not healthy
 * (docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-latency.html, routing-policy-geo.html). Others as they are.
 */
export function seenFrom(records: readonly RecordSet[]): readonly RecordSet[] {
  const ranked = records.map((record) => ({ record, rank: rankOf(record) }));
  return ranked
    .filter(({ rank }) => rank !== undefined)
    .sort((left, right) => (left.rank ?? 0) - (right.rank ?? 0))
    .map(({ record }) => record);
}

/** Smaller is nearer; undefined for a place that is not this one. */
function rankOf({ Region, GeoLocation }: RecordSet): number | undefined {
  if (Region !== undefined) return Region === place.Region ? 0 : 1;
  return GeoLocation === undefined ? 0 : rankOfPlace(GeoLocation);
}

function rankOfPlace({ SubdivisionCode, CountryCode, ContinentCode }: GeoLocation): number | undefined {
  if (CountryCode === '*') return 3;
  if (ContinentCode !== undefined) return ContinentCode === place.ContinentCode ? 2 : undefined;
  if (CountryCode !== place.CountryCode) return undefined;
  if (SubdivisionCode === undefined) return 1;
  return SubdivisionCode === place.SubdivisionCode ? 0 : undefined;
}
