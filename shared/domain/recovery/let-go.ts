import type { StepId } from '../../contracts/fields.ts';
import type { LedgerEntry } from '../../contracts/ledger-entry.ts';
import { factsOf } from '../run-facts.ts';
import { isCleared } from './clearance.ts';
import { unsettledIn } from './owed.ts';

/**
 * Why nothing of this step may happen: its run was not let go on by the plan's mode or by a person, its stage was not reached, or
 * the run has ended. Undefined: go on. By the ledger alone, whoever calls. `entries`: at least those of the stream `run`.
 */
export function whyNotLetGo(entries: readonly LedgerEntry[], stepId: StepId): string | undefined {
  if (isClosed(entries)) return 'the run has ended';
  if (!isCleared(entries)) return 'nobody has said yes to this run';
  const isReached = factsOf(entries, 'stageChosen').some(({ fact }) => fact.steps.includes(stepId));
  return isReached ? undefined : 'the run has not reached the stage of this step';
}

/** Closed, and not taken up again since. */
const isClosed = (entries: readonly LedgerEntry[]): boolean =>
  entries.findLast(({ fact }) => fact.type === 'runClosed' || fact.type === 'runResumed')?.fact.type === 'runClosed';

/** Of a step and of its debt. */
type Chains = Readonly<{ ofStep: readonly LedgerEntry[]; ofDebt: readonly LedgerEntry[] }>;

/**
 * Why nothing may be paid for this step: it has left nothing owed, or that was settled. Undefined: something is owed. It goes on after the
 * run has ended, so that this is its only right; by the ledger alone, whoever calls.
 */
export const whyNothingOwed = ({ ofStep, ofDebt }: Chains): string | undefined =>
  unsettledIn(ofStep, ofDebt) === undefined ? 'its run owes nothing here, or no longer' : undefined;
