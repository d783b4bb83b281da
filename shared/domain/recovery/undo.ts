import type { StepKind } from '../../contracts/step-kind.ts';

/** What becomes of each kind of step when somebody changes their mind. Undefined: it changes nothing. */
const undo: Record<StepKind, { isPossible: boolean; how: string } | undefined> = {
  promoteReplica: {
    isPossible: false,
    how: 'the replica becomes a primary for good, and what it had not received is lost to it; going back means a new replica',
  },
  fenceDatabase: { isPossible: true, how: 'give the old primary its security groups back' },
  switchDns: { isPossible: true, how: 'switch the name back; clients follow when its time to live has passed' },
  scaleService: { isPossible: true, how: 'set the number of tasks by hand' },
  updateConfiguration: { isPossible: true, how: 'put the former value back' },
  checkEndpoint: undefined,
  checkData: undefined,
  askOperator: undefined,
};

export const undoOf = (kind: StepKind): string => {
  const found = undo[kind];
  if (found === undefined) return 'changes nothing';
  return found.isPossible ? `can be undone: ${found.how}` : `CANNOT be undone: ${found.how}`;
};

export const isIrreversible = (kind: StepKind): boolean => undo[kind]?.isPossible === false;

/** Until one of these has acted, a run can stop and leave the service as it was. */
const closes: readonly StepKind[] = ['fenceDatabase'];
/** From then on the service is elsewhere, and the old primary must take no writes. */
const takesOver: readonly StepKind[] = ['promoteReplica', 'switchDns'];

/** It makes a standby the primary, or leads clients there. */
export const isTakeover = (kind: StepKind): boolean => takesOver.includes(kind);

/** The signals are read again right before its first call. Nothing that a run does deletes anything. */
export const isAskedAgain = (kind: StepKind): boolean => closes.includes(kind) || isTakeover(kind);
