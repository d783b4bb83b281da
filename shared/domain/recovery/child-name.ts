import type { RunId, StepId } from '../../contracts/fields.ts';
import { fingerprint } from '../fingerprint.ts';

const longest = 80;

/**
 * Execution name of a step: run, step and, from the second on, attempt, so that an operator finds it. A step's id has no
 * underscore and begins with a letter, so no two attempts at two steps of two runs share a name. Step Functions takes 80 characters;
 * a longer name keeps the step, as much of the run as fits, and a fingerprint of all in full.
 */
export const childName = (runId: RunId, stepId: StepId, attempt: number): string =>
  executionName(runId, attempt === 1 ? stepId : `${stepId}_${attempt}`);

function executionName(runId: RunId, what: string): string {
  const whole = `${runId}_${what}`;
  if (whole.length <= longest) return whole;
  const tail = `_${fingerprint(whole)}_${what}`;
  return `${runId.slice(0, longest - tail.length)}${tail}`;
}

/** Execution of pay-fence that pays what a step has left owed. */
export const paymentName = (runId: RunId, stepId: StepId, attempt: number): string =>
  executionName(runId, `${stepId}_pay_${attempt}`);
