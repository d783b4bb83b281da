/** Seconds from one instant to another, both ISO 8601 in UTC. Negative when the second comes first. */
export const secondsBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 1000;
