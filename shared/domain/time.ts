/** The instant so many seconds later; both ISO 8601 in UTC. Negative: earlier. */
export const secondsAfter = (instant: string, seconds: number): string =>
  new Date(Date.parse(instant) + seconds * 1000).toISOString();

/** Seconds from one instant to another, both ISO 8601 in UTC. Negative when the second comes first. */
export const secondsBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 1000;
