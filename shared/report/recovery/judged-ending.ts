import type { LedgerEntry } from '../../contracts/ledger-entry.ts';
import type { DeployedPlan, Runbook } from '../../contracts/plan.ts';
import type { Outcome } from '../../contracts/recovery/recovery-record.ts';
import { isCleared } from '../../domain/recovery/clearance.ts';
import { judgeProof } from '../../domain/recovery/judge-proof.ts';
import { factsOf, firstOf, inStream, lastOf } from '../../domain/run-facts.ts';
import { failureInWords } from '../ending-words.ts';

export type JudgedSources = Readonly<{
  entries: readonly LedgerEntry[];
  plan: DeployedPlan | undefined;
  runbook: Runbook | undefined;
  isChainWhole: boolean;
}>;

type Judged = Readonly<{ outcome: Outcome; reason: string }>;

/**
 * How a run ended that was let go on and that nobody has judged: by its ledger, as ProveRecovery would. So a run is never called
 * failed whose service is back, only since a function of it died, or since somebody stopped it.
 */
export function judgedEnding({ entries, plan, runbook, isChainWhole }: JudgedSources): Judged | undefined {
  const opened = firstOf(entries, 'runOpened')?.fact;
  if (opened === undefined || plan === undefined || runbook === undefined || !isCleared(entries)) return undefined;
  const chainFault = isChainWhole ? undefined : 'a hash does not agree';
  const { verdict, reason } = judgeProof({ plan, runbook, opened, entries, chainFault });
  return { outcome: verdict, reason: [reason, ...remarks(entries)].join('; ') };
}

/** What else is to be said of the end: another run has come, or a state failed. */
function remarks(entries: readonly LedgerEntry[]): string[] {
  const run = inStream(entries, 'run');
  const failed = factsOf(run, 'runFailed').at(-1)?.fact;
  const superseded = lastOf(run, 'runResumed')?.fact.superseded;
  return [...(superseded === undefined ? [] : [superseded]), ...(failed ? [failureInWords(failed)] : [])];
}
