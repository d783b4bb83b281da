import type { RunId } from '../../contracts/fields.ts';
import type { LedgerEntry } from '../../contracts/ledger-entry.ts';
import type { RecoveryRecord } from '../../contracts/recovery/recovery-record.ts';
import { summarise } from '../../domain/recovery/summarise.ts';
import { verifyChains } from '../../ledger/chain.ts';
import type { Plans } from '../../plans/find.ts';
import { buildRecord } from './build-record.ts';

export type BuildRunRecord = (runId: RunId, entries: readonly LedgerEntry[]) => RecoveryRecord;

/** The record of a run as its ledger has it now, by the plans that are deployed. A refused run may have no plan. */
export const createBuildRunRecord =
  (plans: Plans, now: () => string): BuildRunRecord =>
  (runId, entries) => {
    const { opened, refused } = summarise(entries);
    const name = opened?.plan ?? refused?.plan;
    const plan = name !== undefined && Object.hasOwn(plans, name) ? plans[name] : undefined;
    return buildRecord({ runId, entries, plan, isChainWhole: verifyChains(entries).length === 0, now: now() });
  };
