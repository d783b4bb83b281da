import * as z from 'zod';
import type { PlanStep } from './plan.ts';

export const StepKind = z.enum([
  'promoteReplica',
  'switchDns',
  'scaleService',
  'checkEndpoint',
  'checkData',
  'fenceDatabase',
  'updateConfiguration',
  'askOperator',
]);
export type StepKind = z.infer<typeof StepKind>;

/** Steps that look and never act: the proof of a recovery. */
export const proofKinds: readonly StepKind[] = ['checkEndpoint', 'checkData'];

export const kindOf = (step: PlanStep): StepKind => {
  const kind = StepKind.options.find((option) => option in step);
  if (kind === undefined) throw new TypeError(`step ${step.id} has no kind`);
  return kind;
};
