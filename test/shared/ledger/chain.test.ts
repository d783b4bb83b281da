import { describe, expect, it } from 'vitest';
import { RunId } from '../../../shared/contracts/fields.ts';
import type { LedgerEntry, Stream } from '../../../shared/contracts/ledger-entry.ts';
import { canonicalJson } from '../../../shared/domain/canonical-json.ts';
import { chainStart, sealEntry, verifyChains } from '../../../shared/ledger/chain.ts';

const runId = RunId.parse('run-1');

const chainOf = (stream: Stream, length: number): LedgerEntry[] => {
  const chain: LedgerEntry[] = [];
  for (let sequence = 0; sequence < length; sequence += 1) {
    const fact = { type: 'waiting', because: `reason ${sequence}`, waitSeconds: 2 } as const;
    const at = `2026-01-05T03:00:0${sequence}.000Z`;
    const previousHash = chain.at(-1)?.hash ?? chainStart;
    chain.push(sealEntry({ runId, stream, sequence, at, previousHash, fact }));
  }
  return chain;
};

const whole = [...chainOf('run', 3), ...chainOf('step:database', 3)];
const at = (index: number): LedgerEntry => {
  const entry = whole[index];
  if (entry === undefined) throw new Error(`no entry ${index}`);
  return entry;
};
const changed = (index: number, change: Partial<LedgerEntry>) => whole.with(index, { ...at(index), ...change });

describe('the chains of a ledger', () => {
  it('are whole as they were written', () => {
    expect(verifyChains(whole)).toEqual([]);
    expect(verifyChains([])).toEqual([]);
  });

  it.each([
    { change: 'a fact', entries: changed(4, { fact: { type: 'waiting', because: 'another', waitSeconds: 2 } }) },
    { change: 'a time', entries: changed(4, { at: '2026-01-05T04:00:00.000Z' }) },
    { change: 'a hash', entries: changed(4, { hash: chainStart }) },
    { change: 'a run', entries: changed(4, { runId: RunId.parse('run-2') }) },
    { change: 'an entry removed from within', entries: whole.toSpliced(4, 1) },
    { change: 'the first entry removed', entries: whole.toSpliced(3, 1) },
    { change: 'two entries in each other’s place', entries: whole.with(4, at(5)).with(5, at(4)) },
    { change: 'an entry twice', entries: whole.toSpliced(5, 0, at(4)) },
    {
      change: 'an entry resealed after a change',
      entries: whole.with(4, sealEntry({ ...at(4), at: '2026-01-05T04:00:00.000Z' })),
    },
  ])('are not whole with $change', ({ entries }) => {
    const faults = verifyChains(entries);
    expect(faults.length).toBeGreaterThan(0);
    expect(new Set(faults.map(({ stream }) => stream))).toEqual(new Set(['step:database']));
  });
});

describe('canonical JSON', () => {
  it('is one text for one value, whatever the order of its keys', () => {
    const one = { b: [{ d: 1, c: 2 }], a: { z: null, y: undefined } };
    const other = { a: { z: null }, b: [{ c: 2, d: 1 }] };
    expect(canonicalJson(one)).toBe(canonicalJson(other));
    expect(canonicalJson(one)).toBe('{"a":{"z":null},"b":[{"c":2,"d":1}]}');
  });

  it('keeps the order of lists', () => {
    expect(canonicalJson([2, 1])).not.toBe(canonicalJson([1, 2]));
  });
});
