import type { Act } from '../domain/decision.ts';
import { secondsBetween } from '../domain/time.ts';
import type { StepRun } from './step.ts';

/** AWS said yes to this call in this run, whatever the world shows since. */
export const wasAccepted = (run: StepRun, operation: string): boolean =>
  actsOn(run, operation).some(({ result }) => result === 'accepted');

const actsOn = (run: StepRun, operation: string): Act[] =>
  run.acts.filter(({ command }) => command.operation === operation);

/** The call may have had its effect: AWS said yes, or no answer came. */
export const mayHaveActed = (run: StepRun, operation: string): boolean =>
  actsOn(run, operation).some(({ result }) => result !== 'rejected');

/** Seconds since the last call that may have had its effect; for ever when there was none. */
export function secondsSinceAct(run: StepRun, operation: string): number {
  const last = actsOn(run, operation).findLast(({ result }) => result !== 'rejected');
  return last === undefined ? Number.POSITIVE_INFINITY : secondsBetween(last.at, run.now);
}
