import { RegionName, RunId } from '../../../shared/contracts/fields.ts';
import type { Fact, LedgerEntry, Stream } from '../../../shared/contracts/ledger-entry.ts';
import { chainStart, sealEntry } from '../../../shared/ledger/chain.ts';

export const runId = RunId.parse('run-1');

/** Second of the run → time of the entry. */
export const at = (second: number): string => new Date(Date.UTC(2026, 0, 5, 3, 0, second)).toISOString();

export type Told = readonly [stream: Stream, fact: Fact];

/** A ledger as it would have been written, one second between entries, in the order in which they are told. */
export const entriesOf = (told: readonly Told[]): LedgerEntry[] => {
  const entries: LedgerEntry[] = [];
  for (const [index, [stream, fact]] of told.entries()) {
    const chain = entries.filter((entry) => entry.stream === stream);
    const previousHash = chain.at(-1)?.hash ?? chainStart;
    entries.push(sealEntry({ runId, stream, sequence: chain.length, at: at(index), previousHash, fact }));
  }
  return entries;
};

const command = { service: 'rds', operation: 'PromoteReadReplica', region: RegionName.parse('us-east-1'), input: {} };

/** Facts of a step, short enough to be read in a table. */
export const facts = {
  started: { type: 'stepStarted', kind: 'promoteReplica', findings: [] },
  intent: { type: 'intent', command, because: 'the replica is close enough' },
  accepted: { type: 'outcome', result: 'accepted' },
  rejected: { type: 'outcome', result: 'rejected', error: 'InvalidDBInstanceStateFault' },
  unknown: { type: 'outcome', result: 'unknown', error: 'TimeoutError' },
  withheld: { type: 'withheld', command, because: 'the replica is close enough' },
  waiting: { type: 'waiting', because: 'AWS is at work', waitSeconds: 2 },
  done: { type: 'stepDone', evidence: { seen: true } },
  bare: { type: 'stepDone', evidence: {} },
  failed: { type: 'stepFailed', because: 'the replica is gone', refused: false },
  skipped: { type: 'stepSkipped' },
  aborted: { type: 'stepAborted' },
} as const satisfies Record<string, Fact>;
