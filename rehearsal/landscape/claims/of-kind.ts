import type { PlanStep, StepKind } from '../../../shared/contracts/step-kind.ts';
import type { Claim } from './claim.ts';

type StepOf<K extends StepKind> = Extract<PlanStep, Record<K, unknown>>;

/** What steps of one kind say of the landscape besides the things that they name. Answers nothing of a step of another kind. */
export const ofKind = <K extends StepKind>(kind: K, claims: (step: StepOf<K>) => readonly Claim[]) => ({
  kind,
  claims: (step: PlanStep): readonly Claim[] => (isOf(step, kind) ? claims(step) : []),
});

const isOf = <K extends StepKind>(step: PlanStep, kind: K): step is StepOf<K> => kind in step;
