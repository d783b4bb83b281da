import type { Act } from '../domain/decision.ts';
import { secondsBetween } from '../domain/time.ts';
import type { StepRun } from './step.ts';

/** AWS said yes to this call in this run, whatever the world shows since. */
export const wasAccepted = (run: StepRun, operation: string): boolean =>
  actsOn(run, operation).some(({ result }) => result === 'accepted');

const actsOn = (run: Pick<StepRun, 'acts'>, operation: string): Act[] =>
  run.acts.filter(({ command }) => command.operation === operation);

/** The call may have had its effect: AWS said yes, or no answer came. */
export const mayHaveActed = (run: StepRun, operation: string): boolean => lastAct(run, operation) !== undefined;

/** The last call that may have had its effect. */
export const lastAct = (run: Pick<StepRun, 'acts'>, operation: string): Act | undefined =>
  actsOn(run, operation).findLast(({ result }) => result !== 'rejected');

/** Seconds since the last call that may have had its effect; for ever when there was none. */
export function secondsSinceAct(run: StepRun, operation: string): number {
  const last = lastAct(run, operation);
  return last === undefined ? Number.POSITIVE_INFINITY : secondsBetween(last.at, run.now);
}
