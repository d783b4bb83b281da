import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LedgerEntry } from '../../../shared/contracts/ledger-entry.ts';
import { chainStart, sealEntry, verifyChains } from '../../../shared/ledger/chain.ts';
import { chainHeads } from '../../../shared/report/recovery/chain-heads.ts';
import { audit } from '../../../tools/audit/audit.ts';
import { entriesOf, facts, runId, type Told } from '../../shared/support/entries.ts';

const told = fc.array(
  fc.tuple(
    fc.constantFrom<Told[0]>('run', 'step:database', 'step:tasks'),
    fc.constantFrom<Told[1]>(facts.started, facts.intent, facts.accepted, facts.waiting, facts.done),
  ),
  { minLength: 1, maxLength: 12 },
);

const recordOf = (entries: readonly LedgerEntry[]) => ({ runId, entries, chain: { heads: chainHeads(entries) } });

const forged = { type: 'answerRejected', reason: 'forged' } as const;

/** As somebody leaves it who may put items over others and knows how a chain is made. */
const rewritten = (entries: readonly LedgerEntry[], place: number): LedgerEntry[] => {
  const heads = new Map<string, string>();
  return entries.map((entry, index) => {
    const fact = index === place ? forged : entry.fact;
    const sealed = sealEntry({ ...entry, fact, previousHash: heads.get(entry.stream) ?? chainStart });
    heads.set(entry.stream, sealed.hash);
    return sealed;
  });
};

describe('the audit of a ledger', () => {
  it('finds nothing in one that was left alone, whatever came after its record', () => {
    fc.assert(
      fc.property(told, fc.nat(), (all, cut) => {
        const entries = entriesOf(all);
        const kept = cut % (entries.length + 1);
        const { faults, later } = audit(recordOf(entries.slice(0, kept)), entries);
        expect({ faults, later }).toEqual({ faults: [], later: entries.length - kept });
      }),
    );
  });

  it('finds an entry that was put over another, though the rest of its chain was made anew', () => {
    fc.assert(
      fc.property(told, fc.nat(), (all, chance) => {
        const entries = entriesOf(all);
        const after = rewritten(entries, chance % entries.length);
        expect(verifyChains(after)).toEqual([]);
        expect(audit(recordOf(entries), after).faults.join('\n')).toContain('is another one than in the record');
      }),
    );
  });

  it('finds an entry that was put over another or taken away and nothing else', () => {
    fc.assert(
      fc.property(told, fc.nat(), fc.boolean(), (all, chance, isTaken) => {
        const entries = entriesOf(all);
        const place = chance % entries.length;
        const after = entries.flatMap((entry, index) => {
          if (index !== place) return [entry];
          return isTaken ? [] : [sealEntry({ ...entry, fact: forged })];
        });
        expect(audit(recordOf(entries), after).faults.length).toBeGreaterThan(0);
      }),
    );
  });

  it('finds a record whose entries are not those that it names', () => {
    const entries = entriesOf([
      ['run', facts.started],
      ['run', facts.done],
    ]);
    const record = { ...recordOf(entries), entries: entries.slice(0, 1) };
    expect(audit(record, entries).faults).toEqual([
      'record: run does not end with the hash that the record gives for it',
    ]);
  });
});
