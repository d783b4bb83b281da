import type { LedgerEntry, Stream } from '../../shared/contracts/ledger-entry.ts';
import type { LookInput } from '../../shared/contracts/verification/run.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { Plans } from '../../shared/plans/find.ts';
import type { CopyAccess } from './open-copy.ts';

export type AskCopyDependencies = Readonly<{
  plans: Plans;
  access: CopyAccess;
  now: () => string;
}>;

/** One look at one copy. `entries`: what its ledger held when the look began. */
export type Work = Readonly<{
  input: LookInput;
  dependencies: AskCopyDependencies;
  ledger: Ledger;
  stream: Stream;
  entries: readonly LedgerEntry[];
  startedAt: string;
}>;
