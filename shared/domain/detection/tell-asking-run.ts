import type { SignalReading } from '../../contracts/detection/signal-reading.ts';
import { listReadings } from './describe-readings.ts';
import type { DetectionDecision, DetectionFacts, Situation } from './detection-decision.ts';
import type { AskingRun, Watch } from './standing.ts';

/** The outage that the run asks about is over, as far as can be seen: whoever is to answer must know. */
export function tellWellAgain(facts: DetectionFacts, good: readonly SignalReading[]): DetectionDecision | undefined {
  const asking = askingRun(facts);
  if (asking === undefined) return undefined;
  const reason = `run ${asking.runId} waits for an answer, and the service is well again since ${sinceWhen(good)}: ${listReadings(good)}`;
  return tell(facts, 'well', { asking, reason });
}

/** The run of the plan that waits for an answer. */
const askingRun = ({ standing: { inProgress: runId, question } }: DetectionFacts): AskingRun | undefined =>
  runId === undefined || question === undefined ? undefined : { runId, ...question };

const sinceWhen = (readings: readonly SignalReading[]): string =>
  readings
    .map(({ since, at }) => since ?? at)
    .toSorted()
    .at(-1) ?? '';

type Turn = 'well' | 'lost';

/**
 * Told at once, and once for each turn: as in `refuse`, this execution looks again only after its answer was lost. A question that says itself
 * that the service is well has told it.
 */
function tell(facts: DetectionFacts, turn: Turn, { asking, reason }: { asking: AskingRun; reason: string }) {
  const { watch, now: at, executionArn: by } = facts;
  const { runId, saysWell = false, ...question } = asking;
  const isTurn = watch.told?.runId !== runId || watch.told.turn !== turn || watch.told.by === by;
  const told: Watch = isTurn ? { ...watch, told: { runId, turn, at, by } } : watch;
  const code = turn === 'well' ? 'wellAgain' : 'lostAgain';
  const isSaid = saysWell && turn === 'well' && watch.told?.runId !== runId;
  const isNews = isTurn && !isSaid;
  return { verdict: 'refuse', code, reason, isNews, asking: { runId, ...question }, watch: told } as const;
}

/** Those who have heard that it is well hear when it is not. */
export function tellLostAgain({ facts, weighing }: Situation): DetectionDecision | undefined {
  const asking = askingRun(facts);
  const { told } = facts.watch;
  if (asking === undefined || told?.runId !== asking.runId || !weighing.isLost) return undefined;
  if (told.turn === 'lost' && told.by !== facts.executionArn) return undefined;
  const since = weighing.lostSince ?? facts.now;
  const reason = `run ${asking.runId} waits for an answer, and the service is lost again since ${since}: ${listReadings(weighing.bad)}`;
  return tell(facts, 'lost', { asking, reason });
}
