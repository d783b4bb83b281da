import { describe, expect, it } from 'vitest';
import { RegionName, RunId } from '../../../shared/contracts/fields.ts';
import type { Fact } from '../../../shared/contracts/ledger-entry.ts';
import { stepHistoryOf } from '../../../shared/domain/step-history.ts';
import type { Attempt, Note, Step } from '../../../shared/executor/step.ts';
import { takeLook } from '../../../shared/executor/take-look.ts';
import { createMemoryLedger, type MemoryLedgers } from '../../support/memory-ledger.ts';

const runId = RunId.parse('verify-1');
const stream = 'discard:orders.database';
const now = '2026-01-05T03:00:00.000Z';
const seen: Fact = {
  type: 'copySeen',
  kind: 'instance',
  name: 'copy',
  arn: 'arn:aws:rds:x:1:db:copy',
  resourceId: 'db-1',
};
const command = {
  service: 'rds',
  operation: 'DeleteDBInstance',
  region: RegionName.parse('us-west-2'),
  input: {},
} as const;

/** A step that notes, and then sends; `isOvertaken`: another invocation writes while this one looks. */
const look = async ({ notes, isOvertaken = false }: { notes: readonly Note[]; isOvertaken?: boolean }) => {
  const ledgers: MemoryLedgers = new Map();
  const ledger = createMemoryLedger(ledgers, runId, { turn: async (work) => await work(), now: () => now });
  const types = () => (ledgers.get(runId) ?? []).map((entry) => `${entry.stream} ${entry.fact.type}`);
  let atSending: readonly string[] | undefined;
  const step: Step<string, 'facts', typeof command, null, Attempt> = {
    kind: 'discardCopy',
    observe: async () => {
      if (isOvertaken) await ledger.append(stream, seen);
      return 'facts';
    },
    note: () => notes,
    decide: () => ({ act: command, because: 'it is to go' }),
    assess: () => [],
    send: async () => {
      atSending = types();
      return {};
    },
  };
  const result = await takeLook(step, {
    ...{ spec: 'copy', ledger, stream, aws: null, timeoutSeconds: 60, lookers: 1, lookedAt: '' },
    run: { dryRun: false, startedAt: now, now },
    history: stepHistoryOf(await ledger.read(stream)),
    objection: async () => undefined,
  });
  return { result, types: types(), atSending };
};

describe('what a look has found out for good', () => {
  it('is in the ledger before the call that rests on it, in the chain that it names', async () => {
    const { atSending } = await look({ notes: [{ fact: seen }, { fact: seen, stream: 'point:orders.database' }] });
    expect(atSending).toEqual([
      `${stream} copySeen`,
      'point:orders.database copySeen',
      `${stream} stepStarted`,
      `${stream} intent`,
    ]);
  });

  it('does not look like the word of another invocation, which stops the call', async () => {
    expect((await look({ notes: [{ fact: seen }] })).result.because).toBe('it is to go');
    const { result, atSending } = await look({ notes: [{ fact: seen }], isOvertaken: true });
    expect(atSending).toBeUndefined();
    expect(result.because).toBe('another invocation of this step is at work');
  });
});
