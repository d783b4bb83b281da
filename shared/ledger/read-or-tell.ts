import type { LedgerEntry, Stream } from '../contracts/ledger-entry.ts';
import type { Ledger } from './ledger.ts';
import { isLedgerError } from './unavailable.ts';

/** After so many attempts that came to nothing: when a short silence is over, and now and then after it. */
const telling: ReadonlySet<number> = new Set([5, 30, 90]);

type Telling = Readonly<{
  /** Absent: all of the run. */
  stream?: Stream;
  retries: number;
  tell: () => Promise<unknown>;
}>;

/** What the table holds; when it does not answer, people are told of that rather than of nothing, and the error is thrown on. */
export async function readOrTell(ledger: Ledger, { stream, retries, tell }: Telling): Promise<LedgerEntry[]> {
  try {
    return await ledger.read(stream);
  } catch (error) {
    if (isLedgerError(error) && telling.has(retries)) await tell();
    throw error;
  }
}
