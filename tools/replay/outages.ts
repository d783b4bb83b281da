import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import { weighSignals } from '../../shared/domain/detection/weigh-signals.ts';
import { secondsBetween } from '../../shared/domain/time.ts';
import type { Look, Scenario } from './simulate.ts';
import { readAt, type Timeline } from './timelines.ts';

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

type Span = Readonly<{ from: string; until: string | undefined }>;

const isBadAt = ({ alarm, before, turns }: Timeline, at: string): boolean =>
  alarm !== undefined && (turns.findLast((turn) => turn.at <= at) ?? before).state === 'bad';

const momentsIn = ({ timelines, from, until }: Scenario): string[] => {
  const turns = timelines.flatMap((timeline) => timeline.turns.map(({ at }) => at));
  return [...new Set([from, ...turns])].filter((at) => at >= from && at <= until).sort();
};

const spansOf = (scenario: Scenario): Span[] => {
  const spans: Span[] = [];
  let from: string | undefined;
  for (const at of momentsIn(scenario)) {
    const isBad = scenario.timelines.some((timeline) => isBadAt(timeline, at));
    if (isBad) from ??= at;
    else if (from !== undefined) {
      spans.push({ from, until: at });
      from = undefined;
    }
  }
  return from === undefined ? spans : [...spans, { from, until: undefined }];
};

const isWithin = ({ from, until }: Span, at: string): boolean => at >= from && (until === undefined || at < until);

const quorumIn = (scenario: Scenario, span: Span, plan: DeployedPlan): string | undefined =>
  momentsIn(scenario).find((at) => isWithin(span, at) && weighSignals(readAt(scenario.timelines, at), plan).isLost);

/** Every outage that the signals tell of, and what Lifeboat would have made of it. */
export const outagesOf = (scenario: Scenario, looks: readonly Look[]): Outage[] =>
  spansOf(scenario).map((span) => {
    const within = looks.filter(({ at }) => isWithin(span, at));
    const start = within.find(({ verdict }) => verdict === 'start');
    const bad = scenario.timelines.filter((timeline) =>
      [span.from, ...timeline.turns.map(({ at }) => at)].some((at) => isWithin(span, at) && isBadAt(timeline, at)),
    );
    return {
      ...span,
      signals: bad.map(({ signal }) => signal),
      quorumAt: quorumIn(scenario, span, scenario.plan),
      start,
      dwellSeconds: start?.lostSince === undefined ? undefined : secondsBetween(start.lostSince, start.at),
      lastWord: within.findLast(({ verdict }) => verdict === 'refuse') ?? within.at(-1),
    };
  });
