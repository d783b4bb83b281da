/** The instant so many seconds later; both ISO 8601 in UTC. Negative: earlier. */
export const secondsAfter = (instant: string, seconds: number): string =>
  new Date(Date.parse(instant) + seconds * 1000).toISOString();
