import type { ClosedRecord } from '../contracts/recovery/recovery-record.ts';

/** The run has taken the service away itself: that comes before everything that it has not done. */
export const closedInWords = ({ instance, region, since }: ClosedRecord): string =>
  `${instance} in ${region} was CLOSED at ${since} and nothing has taken its place`;
