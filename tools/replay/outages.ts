import { weighingOf } from '../../shared/domain/detection/weighing-of.ts';
import { secondsBetween } from '../../shared/domain/time.ts';
import type { Look, Scenario } from './simulate.ts';
import { within } from './sorted.ts';
import { readAt, standAt, type Timeline } from './timelines.ts';

/** From the first signal with a history that is bad until none is. */
export type Outage = Readonly<{
  from: string;
  /** Undefined: it goes on where the history ends. */
  until: string | undefined;
  signals: readonly string[];
  /** When enough of them agreed for the first time. */
  quorumAt: string | undefined;
  start: Look | undefined;
  /** From the quorum without a break to the start: the plan's dwell, and the grace of its database. */
  dwellSeconds: number | undefined;
  /** The last word on it, where it started nothing. */
  lastWord: Look | undefined;
}>;

/** Every outage that the signals tell of, and what Lifeboat would have made of it. */
export function outagesOf(scenario: Scenario, looks: readonly Look[]): Outage[] {
  const moments = momentsIn(scenario);
  return spansOf(moments).map((span) => {
    const then = within(looks, span);
    const start = then.find(({ verdict }) => verdict === 'start');
    return {
      ...span,
      signals: scenario.timelines.filter((timeline) => isBadIn(timeline, span)).map(({ signal }) => signal),
      quorumAt: within(moments, span).find(({ at }) => weighingOf(readAt(scenario.timelines, at), scenario.plan).isLost)
        ?.at,
      start,
      dwellSeconds: start?.lostSince === undefined ? undefined : secondsBetween(start.lostSince, start.at),
      lastWord: then.findLast(({ verdict }) => verdict === 'refuse') ?? then.at(-1),
    };
  });
}

/** A time at which some signal may have changed; whether one with a history is bad from then on. */
type Moment = Readonly<{ at: string; isBad: boolean }>;

function momentsIn({ timelines, from, until }: Scenario): Moment[] {
  const turns = timelines.flatMap((timeline) => timeline.turns.map(({ at }) => at));
  const times = [...new Set([from, ...turns])].filter((at) => at >= from && at <= until).sort();
  return times.map((at) => ({ at, isBad: timelines.some((timeline) => isBadAt(timeline, at)) }));
}

const isBadAt = (timeline: Timeline, at: string): boolean =>
  timeline.alarm !== undefined && standAt(timeline, at).state === 'bad';

type Span = Readonly<{ from: string; until: string | undefined }>;

function spansOf(moments: readonly Moment[]): Span[] {
  const spans: Span[] = [];
  let from: string | undefined;
  for (const { at, isBad } of moments) {
    if (isBad) from ??= at;
    else if (from !== undefined) {
      spans.push({ from, until: at });
      from = undefined;
    }
  }
  return from === undefined ? spans : [...spans, { from, until: undefined }];
}

const isBadIn = (timeline: Timeline, span: Span): boolean =>
  timeline.alarm !== undefined &&
  (isBadAt(timeline, span.from) || within(timeline.turns, span).some(({ state }) => state === 'bad'));
