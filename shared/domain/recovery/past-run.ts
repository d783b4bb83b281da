import type { RunbookName, RunId } from '../../contracts/fields.ts';

/** How an earlier run of a runbook went: what approvals quote. */
export type PastRun = Readonly<{
  runId: RunId;
  runbook: RunbookName;
  at: string;
  recoveryTimeSeconds: number | undefined;
  dataLossSeconds: number | undefined;
}>;
