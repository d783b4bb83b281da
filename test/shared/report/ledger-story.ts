import { Fact, LedgerEntry } from '../../../shared/contracts/ledger-entry.ts';

type Told = readonly [second: number, stream: 'run' | `${'step' | 'debt'}:${string}`, fact: Record<string, unknown>];

const startedAt = Date.parse('2026-01-05T03:00:00.000Z');
export const at = (second: number): string => new Date(startedAt + second * 1000).toISOString();

/** Ledger entries from a short story: at this second, in this stream, this happened. Hashes are only names here. */
export const storyOf = (told: readonly Told[]): LedgerEntry[] => {
  const lengths = new Map<string, number>();
  return told.map(([second, stream, fact]) => {
    const sequence = lengths.get(stream) ?? 0;
    lengths.set(stream, sequence + 1);
    const previousHash = sequence === 0 ? '0' : `${stream}-${sequence - 1}`;
    return LedgerEntry.parse({
      runId: 'run-1',
      stream,
      sequence,
      at: at(second),
      previousHash,
      hash: `${stream}-${sequence}`,
      fact: Fact.parse(fact),
    });
  });
};

export const opened = (changes: Record<string, unknown> = {}) => ({
  type: 'runOpened',
  plan: 'shielda',
  planHash: 'abc',
  runbook: 'region-failover',
  occasion: 'rehearsal',
  dryRun: false,
  mode: 'approval',
  reason: 'the Region is <b>lost</b>',
  operator: 'Ada | Lovelace',
  detectedAt: at(-10),
  acceptDataLoss: false,
  epoch: 1,
  executionArn: 'arn:aws:states:us-east-1:111122223333:execution:recover:run-1',
  ...changes,
});

const command = { service: 'rds', operation: 'PromoteReadReplica', region: 'us-east-1', input: {} };

/** The old primary is proven to be closed so many seconds after the run began. */
export const fencedAt = (second: number): readonly Told[] => [
  [second, 'step:old-primary', { type: 'stepDone', evidence: { fenced: true } }],
];

/** Fenced nothing, promoted in 60 s, of which AWS took 55; the checks followed. */
export const promotion: readonly Told[] = [
  [
    2,
    'step:database',
    { type: 'stepStarted', kind: 'promoteReplica', findings: [{ level: 'warning', text: 'TTL is long' }] },
  ],
  [3, 'step:database', { type: 'intent', command, because: 'the replica is close enough' }],
  [4, 'step:database', { type: 'outcome', result: 'accepted' }],
  [6, 'step:database', { type: 'waiting', because: 'RDS promotes it', waitSeconds: 2 }],
  [62, 'step:database', { type: 'stepDone', evidence: { dataLossSeconds: 1.5, isWritable: true }, awsUntil: at(59) }],
];
