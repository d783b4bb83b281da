import type { StepId } from '../../contracts/fields.ts';
import type { FactOf, LedgerEntry } from '../../contracts/ledger-entry.ts';
import { factsOf } from '../run-facts.ts';

/** So often a step is started again whose execution was lost, before a person is asked. */
const mostRestarts = 3;
/** So often a step is held that could not act a moment after its stage was confirmed, before a person is asked. */
const mostHolds = 5;

const wordsFor: Readonly<Record<FactOf<'stepLost'>['ended'], string>> = {
  SUCCEEDED: 'ended',
  FAILED: 'failed',
  TIMED_OUT: 'ran into its deadline',
  ABORTED: 'was stopped',
  neverBegan: 'never began',
};

export type LostStep = Readonly<{ stepId: StepId; chain: readonly LedgerEntry[] }>;

/**
 * Why a person is asked before steps are begun again that have no ending: their executions left none, or they were held; undefined: they
 * are begun again. Whoever stops an execution of a step by hand is asked at once.
 */
export function judgeLostSteps(lost: readonly LostStep[], run: readonly LedgerEntry[]): string | undefined {
  const from = countedFrom(run);
  const reasons = lost.flatMap((step) => reasonToAsk(step, from) ?? []);
  return reasons.length === 0 ? undefined : reasons.join('; ');
}

/** Since when losses count: a person said retry, or redrove the execution. */
const countedFrom = (run: readonly LedgerEntry[]): string =>
  run.findLast(({ fact }) => fact.type === 'answered' || fact.type === 'runResumed')?.at ?? '';

function reasonToAsk({ stepId, chain }: LostStep, from: string): string | undefined {
  const holds = factsOf(chain, 'stepHeld').filter(({ at }) => at > from).length;
  if (holds > mostHolds)
    return `step ${stepId}: ${holds} times it could not act within a moment after its stage was confirmed`;
  const losses = factsOf(chain, 'stepLost').filter(({ at }) => at > from);
  const last = losses.at(-1)?.fact;
  if (last === undefined) return undefined;
  const what = `its execution ${wordsFor[last.ended]} without an entry that ends the step`;
  if (last.ended === 'ABORTED') return `step ${stepId}: ${what}; somebody may have meant that`;
  return losses.length > mostRestarts ? `step ${stepId}: ${what}, after ${mostRestarts} restarts` : undefined;
}
