import { createHash } from 'node:crypto';
import type { LedgerEntry } from '../contracts/ledger-entry.ts';
import { canonicalJson } from '../domain/canonical-json.ts';

/** What the first entry of a stream has in place of a hash before it. */
export const chainStart = '0'.repeat(64);

export type UnsealedEntry = Omit<LedgerEntry, 'hash'>;

export const sealEntry = (entry: UnsealedEntry): LedgerEntry => ({ ...entry, hash: hashOf(entry) });

const hashOf = ({ runId, stream, sequence, at, previousHash, fact }: UnsealedEntry): string =>
  createHash('sha256').update(canonicalJson({ runId, stream, sequence, at, previousHash, fact })).digest('hex');

export type ChainFault = Readonly<{ stream: string; sequence: number; what: string }>;

/**
 * What is wrong with the chains, in the order in which the entries are given; nothing when they are whole. Finds an entry
 * that was changed, removed from within, put in or moved. It cannot find that the last entries of a chain were cut
 * off: for that, the heads stand in the recovery record.
 */
export const verifyChains = (entries: readonly LedgerEntry[]): ChainFault[] =>
  [...Map.groupBy(entries, ({ stream }) => stream).values()].flatMap(faultsOf);

/** Each entry against its own hash, its place and the entry before it. */
const faultsOf = (chain: readonly LedgerEntry[]): ChainFault[] =>
  chain.flatMap((entry, index) => {
    const before = chain[index - 1];
    const wrong = [
      ...(entry.sequence === index ? [] : [`stands at place ${index}`]),
      ...(entry.previousHash === (before?.hash ?? chainStart) ? [] : ['does not follow from the entry before it']),
      ...(entry.runId === chain[0]?.runId ? [] : ['belongs to another run']),
      ...(entry.hash === hashOf(entry) ? [] : ['is not what was written']),
    ];
    return wrong.map((what) => ({ stream: entry.stream, sequence: entry.sequence, what }));
  });
