import type { VerifiedStates } from '../../shared/contracts/verification/verified.ts';
import type { Unsettled, UnsettledRun } from '../../shared/control/unsettled.ts';
import type { Verified } from '../../shared/control/verified.ts';
import { atOnce, type Turn } from './memory-control.ts';

/** What verifications have shown, in memory: each read and each change is a turn of its own. */
export const createMemoryVerified = (turn: Turn = atOnce): Verified => {
  const states = new Map<string, VerifiedStates>();
  return {
    read: (plan) => turn(() => states.get(plan) ?? {}),
    change: (plan, by) =>
      turn(() => {
        const after = by(states.get(plan) ?? {});
        states.set(plan, after);
        return after;
      }),
  };
};

/** Runs whose copies are not all proven gone, in memory. */
export const createMemoryUnsettled = (turn: Turn = atOnce): Unsettled => {
  let runs: readonly UnsettledRun[] = [];
  return {
    read: () => turn(() => runs),
    change: (by) =>
      turn(() => {
        runs = by(runs);
      }),
  };
};
