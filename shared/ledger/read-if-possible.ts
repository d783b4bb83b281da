import type { LedgerEntry } from '../contracts/ledger-entry.ts';
import type { Ledger } from './ledger.ts';
import { isLedgerError } from './unavailable.ts';

/** Undefined when the table does not answer: people must hear of that rather than of nothing. */
export const readIfPossible = async (ledger: Ledger): Promise<LedgerEntry[] | undefined> => {
  try {
    return await ledger.read();
  } catch (error) {
    if (isLedgerError(error)) return undefined;
    throw error;
  }
};
