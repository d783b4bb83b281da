import { Fact, type LedgerEntry, type Stream } from '../contracts/ledger-entry.ts';
import { LedgerUnavailable } from '../errors.ts';
import { chainStart, sealEntry } from './chain.ts';
import type { Ledger } from './ledger.ts';
import { type LedgerTable, putEntry, readEntries, readLast } from './ledger-table.ts';
import { orUnavailable } from './unavailable.ts';

/** Writers of one stream at once are few: a function that Lambda runs twice, or one that outlived its time. */
const attempts = 20;

/** The ledger of one run. `now` stamps its entries. */
export function openLedger({ now, ...table }: LedgerTable & { now: () => string }): Ledger {
  const append = async (stream: Stream, fact: Fact): Promise<LedgerEntry> => {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const last = await readLast(table, stream);
      const sequence = last === undefined ? 0 : last.sequence + 1;
      const previousHash = last?.hash ?? chainStart;
      const entry = sealEntry({ runId: table.runId, stream, sequence, at: now(), previousHash, fact });
      if (await putEntry(table, entry)) return entry;
    }
    throw new LedgerUnavailable('Other writers were always first.', { table: table.table, stream, attempts });
  };
  const place = (operation: string) => ({ table: table.table, operation });
  return {
    append: async (stream, fact) => {
      const stored = storable(fact);
      return await orUnavailable(place('append'), append(stream, stored));
    },
    read: (stream) => orUnavailable(place('read'), readEntries(table, stream)),
  };
}

/** Without what JSON cannot hold and what no schema names, so that the hash is of what will be read back. */
const storable = (fact: Fact): Fact => Fact.parse(JSON.parse(JSON.stringify(fact)));
