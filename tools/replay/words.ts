const units = [
  { name: 'd', seconds: 86_400 },
  { name: 'h', seconds: 3600 },
  { name: 'min', seconds: 60 },
  { name: 's', seconds: 1 },
] as const;

/** 2026-01-05 03:00:12, in UTC. */
export const timeOf = (instant: string): string => instant.slice(0, 19).replace('T', ' ');

/** The two greatest units: 2 h 5 min, 8 min 12 s, 0 s. */
export function spanOf(seconds: number): string {
  const whole = Math.round(seconds);
  const first = units.findIndex((unit) => whole >= unit.seconds);
  const parts = units.slice(first < 0 ? units.length - 1 : first).slice(0, 2);
  const words = parts.map(({ name, seconds: each }, index) => {
    const before = parts[index - 1]?.seconds ?? Number.POSITIVE_INFINITY;
    return { name, count: Math.floor((before === Number.POSITIVE_INFINITY ? whole : whole % before) / each) };
  });
  return words.flatMap(({ name, count }, index) => (count === 0 && index > 0 ? [] : [`${count} ${name}`])).join(' ');
}

/** 1 outage, 2 outages. */
export const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
