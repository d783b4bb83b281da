import type { LedgerEntry } from '../../shared/contracts/ledger-entry.ts';
import { verifyChains } from '../../shared/ledger/chain.ts';
import { chainHeads } from '../../shared/report/recovery/chain-heads.ts';

/** What a record of either kind has of the ledger it was made from. */
export type RecordedAccount = Readonly<{
  runId: string;
  entries: readonly LedgerEntry[];
  chain: Readonly<{ heads: Readonly<Record<string, string>> }>;
}>;

export type Audit = Readonly<{ faults: readonly string[]; compared: number; later: number }>;

/**
 * The ledger of a run as it is now beside the record that was made of it and locked. A chain shows an entry that was changed, taken
 * out or put over another; one that was made anew from there to its end shows none of that, and differs from the record. What was
 * written after the record has nothing to be compared with.
 */
export function audit(record: RecordedAccount, ledger: readonly LedgerEntry[]): Audit {
  const now = new Map(ledger.map((entry) => [placeOf(entry), entry]));
  const differing = record.entries.flatMap((entry) => {
    const found = now.get(placeOf(entry));
    if (found === undefined) return [`ledger: ${placeOf(entry)} is gone`];
    return found.hash === entry.hash ? [] : [`ledger: ${placeOf(entry)} is another one than in the record`];
  });
  const foreign = ledger
    .filter(({ runId }) => runId !== record.runId)
    .map((one) => `ledger: ${placeOf(one)} is of ${one.runId}`);
  return {
    faults: [
      ...chainFaults('record', record.entries),
      ...headFaults(record),
      ...chainFaults('ledger', ledger),
      ...foreign,
      ...differing,
    ],
    compared: record.entries.length,
    later: Math.max(0, ledger.length - record.entries.length),
  };
}

const placeOf = ({ stream, sequence }: LedgerEntry): string => `${stream} ${sequence}`;

const chainFaults = (of: string, entries: readonly LedgerEntry[]): string[] =>
  verifyChains(entries).map(({ stream, sequence, what }) => `${of}: ${stream} ${sequence} ${what}`);

function headFaults({ entries, chain }: RecordedAccount): string[] {
  const found = chainHeads(entries);
  return Object.entries(chain.heads)
    .filter(([stream, head]) => found[stream] !== head)
    .map(([stream]) => `record: ${stream} does not end with the hash that the record gives for it`);
}
