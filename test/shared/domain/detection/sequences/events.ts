import fc from 'fast-check';
import type { Happening } from '../../../../decisions/case.ts';
import { type Service, type Story, services } from './story.ts';

/** Long enough for the schedule to find it, or over before any dwell is. */
const longSeconds = 400;
const shortSeconds = 8;

export type Outage = Readonly<{ isLong: boolean; calmSeconds: number; service: Service }>;

/** What became of one event: how late it is, and how often it comes; not at all where it was lost. */
export type Fate = Readonly<{ lateSeconds: number; times: number }>;

export const outages: fc.Arbitrary<Outage[]> = fc.array(
  fc.record({
    isLong: fc.boolean(),
    calmSeconds: fc.integer({ min: 60, max: 400 }),
    service: fc.constantFrom(...services),
  }),
  { minLength: 1, maxLength: 4 },
);

export const fates: fc.Arbitrary<Fate[]> = fc.array(
  fc.record({ lateSeconds: fc.constantFrom(0, 1, 7, 15, 90, 300), times: fc.constantFrom(0, 1, 1, 2, 3) }),
  { minLength: 1, maxLength: 8 },
);

export const inTime: Fate = { lateSeconds: 0, times: 1 };

type Timed = Readonly<{ second: number; happening: Happening }>;

const happening = (of: Service, state: 'bad' | 'good'): Happening => ({
  at: 0,
  of,
  turns: { health: state, probe: state },
});

const eventOf = (of: Service, { state, fate }: { state: 'ALARM' | 'OK'; fate: Fate }): Happening => ({
  ...{ at: 0, of, event: 'health', age: fate.lateSeconds },
  ...{ times: fate.times, state },
});

/** Both services look at their signals every five minutes, whatever else happens. */
const ticksUntil = (second: number): Timed[] =>
  Array.from({ length: Math.floor(second / 300) + 3 }, (_, index) => (index + 1) * 300).flatMap((at) =>
    services.map((of): Timed => ({ second: at, happening: { at: 0, of, schedule: 'ticks' } })),
  );

/** A story of these outages in which the events, one for each turn, meet these fates in their order. */
export const storyOf = (all: readonly Outage[], fateOf: (index: number) => Fate, seed: number): Story => {
  const timed: Timed[] = [];
  let second = 0;
  const turn = (of: Service, state: 'bad' | 'good'): void => {
    const fate = fateOf(timed.length);
    timed.push({ second, happening: happening(of, state) });
    const event = eventOf(of, { state: state === 'bad' ? 'ALARM' : 'OK', fate });
    timed.push({ second: second + fate.lateSeconds, happening: event });
  };
  for (const { isLong, calmSeconds, service } of all) {
    second += calmSeconds;
    turn(service, 'bad');
    second += isLong ? longSeconds : shortSeconds;
    turn(service, 'good');
  }
  const sorted = [...timed, ...ticksUntil(second)].sort((a, b) => a.second - b.second);
  const entries = sorted
    .filter(({ happening: one }) => !('event' in one) || one.times > 0)
    .map(({ second: at, happening: one }, index, kept) => ({
      gap: at - (kept[index - 1]?.second ?? 0),
      happening: one,
    }));
  return { entries, modes: ['automatic', 'automatic'], dwell: 20, seed, isHasty: true };
};
