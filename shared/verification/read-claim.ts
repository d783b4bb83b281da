import type { RunId } from '../contracts/fields.ts';
import type { FactOf, LedgerEntry, Stream } from '../contracts/ledger-entry.ts';
import type { CopyRef } from '../contracts/verification/run.ts';
import { verificationKey } from '../domain/verification/copy-name.ts';
import type { Claim } from '../domain/verification/prove-ownership.ts';
import { readHistory } from '../steps/step-history.ts';

type Entries = readonly LedgerEntry[];

const seenIn = (entries: Entries): FactOf<'copySeen'>[] =>
  entries.flatMap(({ fact }) => (fact.type === 'copySeen' ? [fact] : []));

/** Of the stack: the account that owns the execution, and so the copies. */
export const accountOf = (executionArn: string): string => executionArn.split(':')[4] ?? '';

/** Where the account of one verification's copy stands. */
export const restoreStream = (named: Pick<CopyRef, 'plan' | 'verification'>): Stream =>
  `restore:${verificationKey(named)}`;
/** Of this run's own copy by its verification, of what an earlier run has left by its name. */
export const discardStream = (copy: CopyRef, runId: RunId): Stream =>
  `discard:${copy.madeBy === runId ? verificationKey(copy) : copy.name}`;

/** What the stream that made a copy tells of it, and what this run has seen of it since. */
export const claimOf = (
  copy: CopyRef,
  { restored, seenBy, account }: Readonly<{ restored: Entries; seenBy: Entries; account: string }>,
): Claim => {
  const { plan, verification, madeBy, region } = copy;
  return {
    maker: { runId: madeBy, plan, verification },
    region,
    account,
    acts: readHistory(restored).acts,
    seen: [...seenIn(restored), ...seenIn(seenBy)],
  };
};
