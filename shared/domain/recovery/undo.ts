import { effectOf, type StepKind, undoingOf } from '../../contracts/step-kind.ts';

/** What becomes of a step of a kind when somebody changes their mind. */
export function undoOf(kind: StepKind): string {
  const undoing = undoingOf(kind);
  if (undoing === undefined) return 'changes nothing';
  return undoing.isPossible ? `can be undone: ${undoing.how}` : `CANNOT be undone: ${undoing.how}`;
}

export const isIrreversible = (kind: StepKind): boolean => undoingOf(kind)?.isPossible === false;

/** From then on the service is elsewhere, and the old primary must take no writes. */
export const isTakeover = (kind: StepKind): boolean => effectOf(kind) === 'takesOver';

/** The signals are read again right before its first call. Until such a step has acted, a run can stop and leave the service as it was. */
export const isAskedAgain = (kind: StepKind): boolean => effectOf(kind) === 'closes' || isTakeover(kind);
