import type { StepFinding } from '../../shared/contracts/finding.ts';
import type { LedgerEntry } from '../../shared/contracts/ledger-entry.ts';
import { kindOf } from '../../shared/contracts/step-kind.ts';
import { isAssessed } from '../../shared/domain/recovery/assessed-kinds.ts';
import { factsOf } from '../../shared/domain/run-facts.ts';
import type { FoundRun } from '../../shared/plans/find-run.ts';

/**
 * What the steps of the runbook said since the last decision, each kind by its last word. Of a kind without a word every step is
 * in doubt.
 */
export function assessmentOf({ runbook, run }: FoundRun, entries: readonly LedgerEntry[]): StepFinding[] {
  const since = run.decided?.at ?? '';
  const said = factsOf(entries, 'assessed').filter(({ at }) => at >= since);
  const steps = runbook.stages.flatMap((stage) => stage.steps);
  const ids: ReadonlySet<string> = new Set(steps.map(({ id }) => id));
  const kinds = [...new Set(steps.map(kindOf))].filter(isAssessed);
  return kinds.flatMap((kind) => {
    const last = said.findLast(({ fact }) => fact.kind === kind)?.fact;
    if (last !== undefined) return last.findings.filter(({ stepId }) => ids.has(stepId));
    return steps.filter((step) => kindOf(step) === kind).map(({ id }) => unassessed(id));
  });
}

/** Nobody has looked: its function died, or never answered. */
const unassessed = (stepId: StepFinding['stepId']): StepFinding => ({
  stepId,
  level: 'doubt',
  text: 'nobody could assess it: its function has left no word',
});
