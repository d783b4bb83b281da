import type { StepKind } from '../contracts/step-kind.ts';

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
