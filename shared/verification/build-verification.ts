import type { RunId } from '../contracts/fields.ts';
import type { LedgerEntry } from '../contracts/ledger-entry.ts';
import type { VerificationRecord } from '../contracts/verification/record.ts';
import { verifyChains } from '../ledger/chain.ts';
import type { Plans } from '../plans/find.ts';
import { buildVerificationRecord } from '../report/verification/build-verification-record.ts';

export type BuildVerification = (runId: RunId, entries: readonly LedgerEntry[]) => VerificationRecord;

/** The record of a run as its ledger has it now, by the plans that are deployed. */
export const createBuildVerification =
  (plans: Plans, now: () => string): BuildVerification =>
  (runId, entries) =>
    buildVerificationRecord({ runId, entries, plans, isChainWhole: verifyChains(entries).length === 0, now: now() });
