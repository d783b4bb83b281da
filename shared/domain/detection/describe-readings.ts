import type { SignalReading } from '../../contracts/detection/signal-reading.ts';

const named = 6;

/** Readings in a sentence. */
export function listReadings(readings: readonly SignalReading[]): string {
  const words = readings
    .slice(0, named)
    .map(
      ({ signal, state, answer }) => `${signal}: ${state === 'bad' || state === 'good' ? '' : `${state}, `}${answer}`,
    );
  return readings.length <= named ? words.join('; ') : `${words.join('; ')}; and ${readings.length - named} more`;
}
