import type { LedgerEntry } from '../../shared/contracts/ledger-entry.ts';
import type { Control } from '../../shared/control/control.ts';
import { isBeingClosed } from '../../shared/domain/recovery/closing.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { FoundRun } from '../../shared/plans/find-run.ts';

type Resumed = Readonly<{
  ledger: Ledger;
  entries: readonly LedgerEntry[];
  found: FoundRun;
  control: Pick<Control, 'reopen'>;
}>;

/**
 * A run that was being closed, and goes on all the same, has been redriven: it takes its lock again, unless another run has come
 * since, and says so; then record, notice and lock are made anew at its end. True when something was written.
 */
export async function resumeRun(resumed: Resumed): Promise<boolean> {
  if (!isBeingClosed(resumed.entries)) return false;
  const superseded = await reopen(resumed);
  await resumed.ledger.append('run', { type: 'runResumed', superseded });
  return true;
}

async function reopen({ found: { opened }, entries, control }: Resumed): Promise<string | undefined> {
  const [first] = entries;
  if (opened.dryRun || first === undefined) return undefined;
  const { plan, executionArn, epoch } = opened;
  return await control.reopen(plan, { runId: first.runId, executionArn }, epoch);
}
