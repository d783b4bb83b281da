import type { Fact, LedgerEntry, Stream } from '../contracts/ledger-entry.ts';

/**
 * The account of one run: append-only, one hash chain per stream. Both throw LedgerUnavailable (or LedgerDenied) when the table does not
 * answer; then nothing may be sent to AWS, since an intent must be durable before its call.
 */
export type Ledger = Readonly<{
  append: (stream: Stream, fact: Fact) => Promise<LedgerEntry>;
  /** All entries of a stream, or of the run, oldest first within each stream; consistent reads, every page. */
  read: (stream?: Stream) => Promise<LedgerEntry[]>;
}>;
