import type { RunId, StepId } from '../contracts/fields.ts';
import { fingerprint } from './fingerprint.ts';

const longest = 80;

/**
 * Execution name of a step: run and step, so that an operator finds it. A step's id has no underscore, so no two steps of
 * two runs share a name. Step Functions takes 80 characters; a longer name keeps the step, as much of the run as fits,
 * and a fingerprint of both in full.
 */
export const childName = (runId: RunId, stepId: StepId): string => {
  const whole = `${runId}_${stepId}`;
  if (whole.length <= longest) return whole;
  const tail = `_${fingerprint(whole)}_${stepId}`;
  return `${runId.slice(0, longest - tail.length)}${tail}`;
};
