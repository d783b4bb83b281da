import type { Effect } from '../../contracts/define-kind.ts';
import type { StepId } from '../../contracts/fields.ts';
import type { LedgerEntry } from '../../contracts/ledger-entry.ts';
import type { Runbook } from '../../contracts/plan.ts';
import type { PlanStep } from '../../contracts/step-kind.ts';
import { effectOf, kindOf } from '../../contracts/step-kind.ts';
import { isAskedAgain, isTakeover } from './undo.ts';

const changing: ReadonlySet<Effect> = new Set(['changes']);
const asking: ReadonlySet<Effect> = new Set(['asks']);

/** Calls that were sent or may have been: an intent without an outcome may have had its effect. */
export const callsIn = (entries: readonly LedgerEntry[]): LedgerEntry[] =>
  entries.filter(({ stream, sequence, fact }) => {
    if (fact.type !== 'intent') return false;
    const after = entries.find((entry) => entry.stream === stream && entry.sequence === sequence + 1);
    return !(after?.fact.type === 'outcome' && after.fact.result === 'rejected');
  });

/**
 * It makes a standby the primary, or leads clients there. A runbook may have no such step, where a person restores what it promotes nowhere and
 * no name moves: then whatever it changes after its fence leads services to what was restored, and where it changes nothing a person has.
 */
export function takeoversIn(runbook: Runbook): PlanStep[] {
  const all = runbook.stages.flatMap(({ steps }) => steps.filter((step) => isTakeover(kindOf(step))));
  if (all.length > 0) return all;
  const changes = afterFence(runbook, changing);
  return changes.length > 0 ? changes : afterFence(runbook, asking);
}

/** What comes after the first fence: nothing where there is none. */
function afterFence({ stages }: Runbook, effects: ReadonlySet<Effect>): PlanStep[] {
  const fence = stages.findIndex(({ steps }) => steps.some((step) => effectOf(kindOf(step)) === 'closes'));
  const after = fence < 0 ? [] : stages.slice(fence + 1);
  return after.flatMap(({ steps }) => steps.filter((step) => effects.has(effectOf(kindOf(step)))));
}

/** Steps after which the service is not where it was, or not reached as it was, by their ids. */
export const movesIn = ({ stages }: Runbook): StepId[] =>
  stages.flatMap(({ steps }) => steps.filter((step) => isAskedAgain(kindOf(step)))).map(({ id }) => id);

/** Such a step has acted, or may have; or it found that there was nothing left to do. */
export const mayHaveTakenOver = (chain: readonly LedgerEntry[]): boolean => callsIn(chain).length > 0 || isDone(chain);

const isDone = (chain: readonly LedgerEntry[]): boolean => chain.some(({ fact }) => fact.type === 'stepDone');

type ChainOf = (step: StepId) => readonly LedgerEntry[];

/** The service is elsewhere now, or may be: from then on the old primary must take no writes. */
export const hasTakenOver = (runbook: Runbook, chainOf: ChainOf): boolean =>
  takeoversIn(runbook).some(({ id }) => mayHaveTakenOver(chainOf(id)));

/** Calls since the run was taken up again: what was closed before may have been opened while it stood. */
export const callsSince = (chain: readonly LedgerEntry[], resumedAt: string | undefined): LedgerEntry[] =>
  callsIn(chain).filter(({ at }) => resumedAt === undefined || at > resumedAt);

type Course = Readonly<{ chainOf: ChainOf; resumedAt: string | undefined }>;

/** The run has closed the old primary or taken over, or may have: it can no longer stop and leave the service as it was. */
export const cannotStop = (runbook: Runbook, { chainOf, resumedAt }: Course): boolean =>
  hasTakenOver(runbook, chainOf) ||
  runbook.stages
    .flatMap(({ steps }) => steps)
    .some((step) => isAskedAgain(kindOf(step)) && callsSince(chainOf(step.id), resumedAt).length > 0);
