import type { RunId } from '../contracts/fields.ts';
import type { Fact, LedgerEntry } from '../contracts/ledger-entry.ts';
import { chainStart } from './chain.ts';
import type { Ledger } from './ledger.ts';

/** A ledger for whoever cannot reach the table: reads what was brought along, and gathers what is to be written where it came from. */
export type CarriedLedger = Readonly<{ ledger: Ledger; facts: () => readonly Fact[] }>;

/** Its own entries are in no chain yet: they are sealed when they are written down. */
export function carryLedger(runId: RunId, brought: readonly LedgerEntry[], now: () => string): CarriedLedger {
  const entries = [...brought];
  const facts: Fact[] = [];
  return {
    ledger: {
      read: async (stream) => entries.filter((entry) => stream === undefined || entry.stream === stream),
      append: async (stream, fact) => {
        const sequence = entries.filter((entry) => entry.stream === stream).length;
        const entry: LedgerEntry = { runId, stream, sequence, at: now(), previousHash: chainStart, hash: '', fact };
        entries.push(entry);
        facts.push(fact);
        return entry;
      },
    },
    facts: () => facts,
  };
}
