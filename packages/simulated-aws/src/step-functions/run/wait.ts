import { pause } from '../cancellation.ts';
import type { WaitState } from '../definition/states.ts';
import { momentIn, wantedMoment } from '../instant.ts';
import { type Bindings, EvaluationProblem, evaluateAs, expected } from '../jsonata/evaluate.ts';
import { bindingsOf } from './bindings.ts';
import type { Outcome, Visit } from './flow.ts';
import { endingOf } from './outcome.ts';

const longestWaitSeconds = 99_999_999;

/** Seconds pass in AWS's time, which a rehearsal shortens; a moment is one on the clock. */
export async function runWait(visit: Visit<WaitState>): Promise<Outcome> {
  const { clock, awsTime } = visit.flow.engine.world;
  const { Assign, Output, Next, Timestamp } = visit.state;
  const bindings = bindingsOf(visit);
  const delay =
    Timestamp === undefined
      ? awsTime(await secondsToWait(visit, bindings))
      : (await momentToAwait(visit, bindings)) - clock.now();
  if (delay > 0) await pause(clock, delay, visit.flow.cancellation);
  return await endingOf(visit, { Assign, Output, next: Next, otherwise: visit.input }, bindings);
}

async function secondsToWait(visit: Visit<WaitState>, bindings: Bindings): Promise<number> {
  const { Seconds: template } = visit.state;
  if (template === undefined) return 0;
  const seconds = await evaluateAs({ template, location: 'Seconds' }, expected.number, bindings);
  if (Number.isInteger(seconds) && seconds >= 0 && seconds <= longestWaitSeconds) return seconds;
  throw new EvaluationProblem(
    `The Seconds field must be an integer between 0 and ${longestWaitSeconds} but was: ${seconds}`,
    'Seconds',
  );
}

async function momentToAwait(visit: Visit<WaitState>, bindings: Bindings): Promise<number> {
  const { Timestamp: template } = visit.state;
  if (template === undefined) return 0;
  const text = await evaluateAs({ template, location: 'Timestamp' }, expected.string, bindings);
  const moment = momentIn(text);
  if (moment !== undefined) return moment;
  throw new EvaluationProblem(`${wantedMoment}: ${text}`, 'Timestamp');
}
