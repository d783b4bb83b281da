import type { LedgerEntry } from '../../contracts/ledger-entry.ts';
import { secondsBetween } from '../time.ts';
import { owedAttempts, owedIn, settledIn } from './owed.ts';

/** An older look says little about now. */
const freshSeconds = 15;
/** Where the run comes from such a second look, and took its time: it looks no third time, or it might do nothing else. */
const lookedAgainSeconds = 60;

export type OwedLook = Readonly<{
  ofStep: readonly LedgerEntry[];
  ofDebt: readonly LedgerEntry[];
  now: string;
  /** The stage of this step is the one that the run comes from. */
  isJustRun: boolean;
}>;

/**
 * Whether a fence that is owed has to be looked at once more before the run takes over: the last look is old, or its debt was dropped since
 * the run had ended, which then went on.
 */
export function isLookOld({ ofStep, ofDebt, now, isJustRun }: OwedLook): boolean {
  const owed = owedIn(ofStep);
  if (owed === undefined) return false;
  const settled = settledIn(owed, ofDebt);
  if (settled !== undefined) return settled.fact.verdict === 'dropped';
  const hasLookedAgain = isJustRun && owedAttempts(ofStep).length > 1;
  return secondsBetween(owed.at, now) > (hasLookedAgain ? lookedAgainSeconds : freshSeconds);
}
