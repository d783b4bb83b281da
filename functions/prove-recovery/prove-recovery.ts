import type { Nothing, RunRef } from '../../shared/contracts/recovery/run.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import { standing } from '../../shared/domain/recovery/closing.ts';
import { judgeProof } from '../../shared/domain/recovery/judge-proof.ts';
import { lastOf } from '../../shared/domain/run-facts.ts';
import { verifyChains } from '../../shared/ledger/chain.ts';
import type { Plans } from '../../shared/plans/find.ts';
import { findRun } from '../../shared/plans/find-run.ts';

export type ProveRecoveryDependencies = Readonly<{ plans: Plans; ledgerOf: LedgerOf }>;

/** Judges the run by its ledger, once for each time that it ends. */
export async function proveRecovery(
  { runId }: RunRef,
  { plans, ledgerOf }: ProveRecoveryDependencies,
): Promise<Nothing> {
  const ledger = ledgerOf(runId);
  const entries = await ledger.read();
  if (standing(entries, 'proven')) return {};
  const { plan, runbook, opened } = findRun(plans, entries);
  const fault = verifyChains(entries)[0];
  const chainFault = fault && `entry ${fault.sequence} of ${fault.stream} ${fault.what}`;
  const { verdict, reason } = judgeProof({ plan, runbook, opened, entries, chainFault });
  const superseded = lastOf(entries, 'runResumed')?.fact.superseded;
  const why = superseded === undefined ? reason : `${superseded}; ${reason}`;
  await ledger.append('run', { type: 'proven', verdict, reason: why });
  return {};
}
