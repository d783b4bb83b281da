import type { SignalReading } from '../../contracts/detection/signal-reading.ts';

const named = 6;

/**
 * Every alarm of the plan that can be read is silenced, and there is one that can: somebody has said that nobody should act on
 * it. An alarm that is missing or cannot be read says nothing, neither that it is silenced nor that it is not.
 */
export const isSilenced = (readings: readonly SignalReading[]): boolean =>
  readings.some(({ silenced }) => silenced !== undefined) && !readings.some(({ isLoud }) => isLoud === true);

/** Each alarm that is silenced, and by what. */
export function listSilenced(readings: readonly SignalReading[]): string {
  const found = readings.flatMap(({ silenced }) => silenced ?? []);
  const more = found.length > named ? [`and ${found.length - named} more`] : [];
  return [...found.slice(0, named), ...more].join('; ');
}
