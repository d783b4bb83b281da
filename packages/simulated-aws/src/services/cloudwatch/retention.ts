const day = 86_400_000;

/**
 * How long what is kept at which resolution: one-minute data for 15 days, five-minute data for 63, hourly data for 455
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html).
 */
const tiers = [
  { periodSeconds: 60, keptFor: 15 * day },
  { periodSeconds: 300, keptFor: 63 * day },
  { periodSeconds: 3600, keptFor: 455 * day },
] as const;

/** What is finer than a minute: three hours. */
const finestKeptFor = day / 8;

/** Older than the oldest tier: gone. */
export const lastsFor = 455 * day;

/** How far back data can still be had for a period of this length. */
export const keptFor = (periodSeconds: number): number =>
  Math.max(
    finestKeptFor,
    ...tiers.filter((tier) => periodSeconds % tier.periodSeconds === 0).map((tier) => tier.keptFor),
  );

export const roundedStart = (start: number, now: number, periodSeconds: number): number =>
  start - (start % (Math.min(periodSeconds, roundingSeconds(now - start)) * 1000));

/** What the start of a query is rounded down to, by its age. */
const roundingSeconds = (age: number): number => tiers.find((tier) => age < tier.keptFor)?.periodSeconds ?? 3600;
