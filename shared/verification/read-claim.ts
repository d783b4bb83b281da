import type { RunId } from '../contracts/fields.ts';
import type { FactOf, LedgerEntry, Stream } from '../contracts/ledger-entry.ts';
import type { CopyRef } from '../contracts/verification/run.ts';
import { factsOf } from '../domain/run-facts.ts';
import { stepHistoryOf } from '../domain/step-history.ts';
import { verificationKey } from '../domain/verification/copy-name.ts';
import type { Claim } from '../domain/verification/prove-ownership.ts';

/** Of the stack: the account that owns the execution, and so the copies. */
export const accountOf = (executionArn: string): string => executionArn.split(':')[4] ?? '';

/** Where the account of one verification's copy stands. */
export const restoreStream = (named: Pick<CopyRef, 'plan' | 'verification'>): Stream =>
  `restore:${verificationKey(named)}`;
/** Of this run's own copy by its verification, of what an earlier run has left by its name. */
export const discardStream = (copy: CopyRef, runId: RunId): Stream =>
  `discard:${copy.madeBy === runId ? verificationKey(copy) : copy.name}`;

type Entries = readonly LedgerEntry[];

type Account = Readonly<{
  /** Of the stream that made the copy. */
  restored: Entries;
  /** Of the streams that discard it: the maker's own, and those of whoever looks now. */
  discarded: Entries;
  /** Of this run: leftovers that it has found and proven are seen. */
  ofRun: Entries;
  account: string;
}>;

/** What the ledgers tell of a copy. */
export function claimOf(copy: CopyRef, { restored, discarded, ofRun, account }: Account): Claim {
  const { plan, verification, madeBy, region } = copy;
  return {
    maker: { runId: madeBy, plan, verification },
    region,
    account,
    acts: stepHistoryOf(restored).acts,
    deletions: stepHistoryOf(discarded).acts,
    seen: [...seenIn(restored), ...seenIn(discarded), ...foundIn(ofRun, copy)],
  };
}

const seenIn = (entries: Entries): FactOf<'copySeen'>[] => factsOf(entries, 'copySeen').map(({ fact }) => fact);

const foundIn = (ofRun: Entries, { name, region }: CopyRef) =>
  factsOf(ofRun, 'leftoverFound').flatMap(({ fact }) =>
    fact.isOurs && fact.name === name && fact.region === region ? [fact] : [],
  );
