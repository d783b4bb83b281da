import type { LedgerEntry } from '../../contracts/ledger-entry.ts';
import { lastOf } from '../run-facts.ts';
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

export type ProofLook = Readonly<{
  ofStep: readonly LedgerEntry[];
  /** When a step was held last, which may be for this. */
  heldAt: string | undefined;
  now: string;
  /** The run comes from a look at it. */
  isJustRun: boolean;
}>;

/** Whether a fence that was made has to be looked at once more: the last look is old, or what was to follow it was held since. */
export function isProofOld({ ofStep, heldAt, now, isJustRun }: ProofLook): boolean {
  const made = lastOf(ofStep, 'stepDone');
  if (made?.fact.evidence.fenced !== true) return false;
  const seenAt = lastOf(ofStep, 'stillDone')?.at;
  const at = seenAt !== undefined && seenAt > made.at ? seenAt : made.at;
  if (heldAt !== undefined && heldAt > at) return true;
  return !isJustRun && secondsBetween(at, now) > freshSeconds;
}
