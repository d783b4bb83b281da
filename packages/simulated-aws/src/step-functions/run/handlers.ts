import type { Random } from '../../random.ts';
import { pause } from '../cancellation.ts';
import type { Retrier } from '../definition/fields.ts';
import type { HandledState } from '../definition/states.ts';
import { errorOutputOf, StateFailure } from '../failure.ts';
import { documentOf } from '../json.ts';
import { EvaluationProblem } from '../jsonata/evaluate.ts';
import { bindingsOf } from './bindings.ts';
import type { Outcome, Visit } from './flow.ts';
import { endingOf, evaluationFailure } from './outcome.ts';

/**
 * docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html. NotSimulated is ours: a machine must not carry
 * on as if AWS had refused what only the simulation does not know.
 */
const uncatchable = new Set(['States.Runtime', 'NotSimulated']);
const timeouts = new Set(['States.Timeout', 'States.HeartbeatTimeout']);

export function matches(names: readonly string[], error: string | undefined): boolean {
  if (error === undefined) return names.includes('States.ALL');
  if (uncatchable.has(error)) return false;
  if (names.includes(error)) return true;
  if (timeouts.has(error) && names.includes('States.Timeout')) return true;
  if (error === 'States.DataLimitExceeded') return false;
  return names.includes('States.ALL') || (names.includes('States.TaskFailed') && !timeouts.has(error));
}

/** Before the next attempt, when so many have been repeated already. */
export function secondsBefore(retrier: Retrier, attemptsMade: number, random: Random): number {
  const { IntervalSeconds, BackoffRate, MaxDelaySeconds = Number.POSITIVE_INFINITY, JitterStrategy } = retrier;
  const seconds = Math.min(IntervalSeconds * BackoffRate ** attemptsMade, MaxDelaySeconds);
  return JitterStrategy === 'FULL' ? seconds * random.next() : seconds;
}

/** Where the catcher leads that the failure has; throws the failure where there is none. */
export async function caught(
  visit: Visit<HandledState>,
  failure: StateFailure,
  retryCount: number,
): Promise<Outcome & { index: number }> {
  const index = visit.state.Catch.findIndex(({ ErrorEquals }) => matches(ErrorEquals, failure.error));
  const catcher = visit.state.Catch[index];
  if (catcher === undefined) throw failure;
  const errorOutput = errorOutputOf(failure);
  const { Assign, Output, Next } = catcher;
  const ending = { Assign, Output, next: Next, otherwise: documentOf(errorOutput), prefix: `Catch[${index}]/` };
  return { ...(await endingOf(visit, ending, bindingsOf(visit, { errorOutput, retryCount }))), index };
}

/** What a state fails with that threw; `undefined` where it did not fail itself. */
export function failureOf(visit: Visit, error: unknown): StateFailure | undefined {
  if (error instanceof EvaluationProblem) return evaluationFailure(visit, error);
  return error instanceof StateFailure ? error : undefined;
}

/** Attempts until one succeeds, no retrier matches any more, or a catcher leads on. `gaveUp` hears of the last failure. */
export async function withHandlers(
  visit: Visit<HandledState>,
  attempt: (retryCount: number) => Promise<Outcome>,
  gaveUp: () => void = () => undefined,
): Promise<Outcome> {
  const { world } = visit.flow.engine;
  const delayAfter = createRetries(visit.state.Retry, world.random);
  for (let retryCount = 0; ; retryCount += 1) {
    try {
      return await attempt(retryCount);
    } catch (error) {
      const failure = failureOf(visit, error);
      if (failure === undefined) throw error;
      const seconds = delayAfter(failure.error);
      if (seconds === undefined) {
        gaveUp();
        return await caught(visit, failure, retryCount);
      }
      const delay = visit.flow.engine.transitionDelay(visit.flow.execution);
      await pause(world.clock, world.awsTime(seconds) + delay, visit.flow.cancellation);
    }
  }
}

/** Counts each retrier's own attempts; answers the seconds until the next one, `undefined` where there is none. */
function createRetries(retriers: readonly Retrier[], random: Random) {
  const made = new Map<Retrier, number>();
  return (error: string | undefined): number | undefined => {
    const retrier = retriers.find(({ ErrorEquals }) => matches(ErrorEquals, error));
    if (retrier === undefined) return undefined;
    const attemptsMade = made.get(retrier) ?? 0;
    if (attemptsMade >= retrier.MaxAttempts) return undefined;
    made.set(retrier, attemptsMade + 1);
    return secondsBefore(retrier, attemptsMade, random);
  };
}
