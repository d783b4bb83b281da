import type { RunId, StepId } from '../contracts/fields.ts';

const longest = 80;

/** FNV-1a, 64 bits: a name, not a secret. A decision imports nothing that a browser would not have. */
const fingerprint = (text: string): string => {
  let hash = 0xcbf29ce484222325n;
  for (const character of text) {
    hash ^= BigInt(character.codePointAt(0) ?? 0);
    hash = BigInt.asUintN(64, hash * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
};

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
