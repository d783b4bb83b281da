import type { RunId } from '../../shared/contracts/fields.ts';
import type { LedgerEntry } from '../../shared/contracts/ledger-entry.ts';
import { chainStart } from '../../shared/ledger/chain.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { Turn } from './memory-control.ts';

export type MemoryLedgers = Map<string, LedgerEntry[]>;

/**
 * The ledger of one run in memory: numbered per stream as the real one is, and not sealed, since ten thousand sequences would
 * spend their time on hashes that nobody reads.
 */
export const createMemoryLedger = (
  ledgers: MemoryLedgers,
  runId: RunId,
  { turn, now }: Readonly<{ turn: Turn; now: () => string }>,
): Ledger => ({
  append: (stream, fact) =>
    turn(() => {
      const entries = ledgers.get(runId) ?? [];
      const sequence = entries.filter((entry) => entry.stream === stream).length;
      const entry: LedgerEntry = { runId, stream, sequence, at: now(), previousHash: chainStart, hash: '', fact };
      ledgers.set(runId, [...entries, entry]);
      return entry;
    }),
  read: (stream) =>
    turn(() => (ledgers.get(runId) ?? []).filter((entry) => stream === undefined || entry.stream === stream)),
});
