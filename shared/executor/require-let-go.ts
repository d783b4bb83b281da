import type { RunId, StepId } from '../contracts/fields.ts';
import type { LedgerEntry } from '../contracts/ledger-entry.ts';
import { whyNotLetGo } from '../domain/recovery/let-go.ts';
import { NotLetGo } from '../errors.ts';

/** Asked before anything of a step is looked at, sent or written, and again right before each call. Throws NotLetGo. */
export function requireLetGo(
  entries: readonly LedgerEntry[],
  { runId, stepId }: Readonly<{ runId: RunId; stepId: StepId }>,
): void {
  const because = whyNotLetGo(entries, stepId);
  if (because !== undefined) throw new NotLetGo(`Nothing was done: ${because}.`, { runId, stepId });
}
