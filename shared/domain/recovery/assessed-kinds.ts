import type { RunbookName } from '../../contracts/fields.ts';
import type { Plan } from '../../contracts/plan.ts';
import { effectOf, kindOf, type StepKind } from '../../contracts/step-kind.ts';

/** A question to a person has nothing that could be looked at before. */
export const isAssessed = (kind: StepKind): boolean => effectOf(kind) !== 'asks';

/**
 * The kinds of steps that are looked at before the first act: of the runbook, and of the restore that a person may choose in
 * its place, which is assessed when it is chosen.
 */
export function assessedKinds({ runbooks, response }: Plan, runbook: RunbookName): StepKind[] {
  const names = [runbook, ...(response.restoreRunbook === undefined ? [] : [response.restoreRunbook])];
  const stages = names.flatMap((name) => runbooks[name]?.stages ?? []);
  const kinds = stages.flatMap(({ steps }) => steps.map(kindOf));
  return [...new Set(kinds)].filter(isAssessed);
}
