import type { LedgerEntry, Stream } from '../../shared/contracts/ledger-entry.ts';
import type { LookInput } from '../../shared/contracts/verification/run.ts';
import type { LedgerOf } from '../../shared/control/connect-tables.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { Plans } from '../../shared/plans/find.ts';
import type { AskCopy } from './ask.ts';

export type CheckRestoredDataDependencies = Readonly<{
  plans: Plans;
  ledgerOf: LedgerOf;
  ask: AskCopy;
  now: () => string;
}>;

/** One look at one copy. `entries`: what its ledger held when the look began. */
export type Work = Readonly<{
  input: LookInput;
  dependencies: CheckRestoredDataDependencies;
  ledger: Ledger;
  stream: Stream;
  entries: readonly LedgerEntry[];
  startedAt: string;
}>;
