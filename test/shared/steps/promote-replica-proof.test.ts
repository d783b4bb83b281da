import { describe, expect, it } from 'vitest';
import type { ForkFacts } from '../../../shared/domain/recovery/judge-fork.ts';
import type { StepRun } from '../../../shared/executor/step.ts';
import type { PromoteReplicaFacts } from '../../../shared/steps/promote-replica/dependencies.ts';
import { promoteReplica } from '../../../shared/steps/promote-replica/promote-replica.ts';
import { reasonOf, stepRun, unreadable, wordOf } from '../executor/step-run.ts';
import {
  database,
  decide,
  facts,
  lag,
  noServer,
  noSource,
  promote,
  type Row,
  server,
  spec,
  writable,
} from './promotion-facts.ts';

describe('an instance without a source', () => {
  const primary = (change = {}) => ({ instance: database({ ...noSource, ...change }) });
  const acted = { acts: [promote(200)] };

  it.each<Row>([
    {
      when: 'takes writes',
      word: 'done',
      because: '"transactionId":"742"',
      change: { ...primary(), server: writable },
      run: acted,
    },
    {
      when: 'takes writes and was promoted by somebody else',
      word: 'done',
      because: '"isReplica":false',
      change: { ...primary(), server: writable },
    },
    {
      when: 'takes writes and backs up',
      word: 'done',
      because: 'backing-up',
      change: { ...primary({ status: 'backing-up' }), server: writable },
      run: acted,
    },
    {
      when: 'says available and is still in recovery',
      word: 'wait',
      because: 'still in recovery',
      change: primary(),
      run: acted,
    },
    {
      when: 'says available and gives no transaction id',
      word: 'wait',
      because: 'in recovery',
      change: { ...primary(), server: server({ isInRecovery: false }) },
      run: acted,
    },
    {
      when: 'says available and takes no connection',
      word: 'wait',
      because: 'ETIMEDOUT',
      change: { ...primary(), server: noServer },
      run: acted,
    },
    {
      when: 'reboots',
      word: 'wait',
      because: 'RDS: rebooting',
      change: { ...primary({ status: 'rebooting' }), server: noServer },
      run: acted,
    },
    {
      when: 'makes everybody read-only',
      word: 'fail',
      because: 'default_transaction_read_only',
      change: { ...primary(), server: server({ ...writable.value, isReadOnlyForAll: true }) },
      run: acted,
    },
    {
      when: 'does not let the reader in',
      word: 'fail',
      because: '28P01',
      change: { ...primary(), server: unreadable('28P01') },
      run: acted,
    },
    {
      when: 'is in recovery and was never promoted here',
      word: 'refuse',
      because: 'is no replica of RDS',
      change: primary(),
    },
  ])('that $when: $word', ({ word, because, change = {}, run }) => {
    const decision = decide(change, run);
    expect(wordOf(decision)).toBe(word);
    expect(reasonOf(decision)).toContain(because);
  });

  it.each([
    { when: 'the server has restarted', lastReplayedAt: undefined, dataLossSeconds: 7 },
    { when: 'the server still knows its last replay', lastReplayedAt: '2026-01-05T02:59:59.000Z', dataLossSeconds: 1 },
    {
      when: 'replay went on after the outage was seen, so that it counts until the call',
      lastReplayedAt: '2026-01-05T03:00:30.000Z',
      dataLossSeconds: 370,
    },
    {
      when: 'replay went on until the fence, and then it counts until there',
      lastReplayedAt: '2026-01-05T03:00:30.000Z',
      gate: { fencedAt: '2026-01-05T03:00:45.000Z' },
      dataLossSeconds: 15,
    },
    {
      when: 'it had caught up with the fenced source, whatever it says now',
      lastReplayedAt: '2026-01-05T02:59:59.000Z',
      gate: { dataLossBasis: 'caughtUpAfterFence', dataLossSeconds: 0 },
      dataLossSeconds: 0,
    },
  ])('states what was lost when $when', ({ lastReplayedAt, gate, dataLossSeconds }) => {
    const evidence = {
      recoveryPointAt: '2026-01-05T02:59:53.000Z',
      dataLossSeconds: 7,
      dataLossBasis: 'lastReplayedCommit',
      ...gate,
    };
    const change = { ...primary(), server: server({ ...writable.value, lastReplayedAt }) };
    expect(decide(change, { acts: [promote(200, { evidence })] })).toMatchObject({ done: { dataLossSeconds } });
  });

  it('leaves the loss unstated when nothing tells it', () => {
    const decision = decide({ ...primary(), server: writable });
    expect(reasonOf(decision)).not.toContain('dataLossSeconds');
  });
});

describe('before anything is done', () => {
  const levels = (change: Partial<PromoteReplicaFacts>, run: Partial<StepRun> = {}) =>
    promoteReplica.assess(spec, facts(change), stepRun(run)).map(({ level }) => level);

  const alone = (change: Partial<ForkFacts> = {}): Partial<PromoteReplicaFacts> => ({
    instance: database({ ...noSource, replication: undefined }),
    server: writable,
    fork: {
      promotedBy: undefined,
      ended: { kind: 'known', value: undefined },
      other: { kind: 'notNamed' },
      ...change,
    },
  });

  /** What the replica and what CloudWatch say of the lag, each for itself. */
  const sources = ['info', 'info'];

  it.each([
    {
      when: 'all is well',
      change: { instance: database({ replication: 'replicating' }) },
      found: ['info', ...sources],
    },
    { when: 'replication has broken off', change: {}, found: ['warning', 'info', ...sources] },
    {
      when: 'there is one zone only',
      change: { instance: database({ replication: 'replicating', isMultiAz: false }) },
      found: ['warning', 'info', ...sources],
    },
    {
      when: 'the server gives no answer',
      change: { server: noServer },
      found: ['warning', 'doubt', 'excessLoss', ...sources],
    },
    {
      when: 'the server has no connection left',
      change: { server: unreadable('53300') },
      found: ['warning', 'doubt', 'excessLoss', ...sources],
    },
    {
      when: 'the server refuses the password',
      change: { server: unreadable('28P01') },
      found: ['warning', 'blocker', 'excessLoss', ...sources],
    },
    {
      when: 'there is no secret to log in with',
      change: { server: unreadable('ResourceNotFoundException') },
      found: ['warning', 'blocker', 'excessLoss', ...sources],
    },
    { when: 'RDS does not answer', change: { instance: unreadable('TimeoutError') }, found: ['doubt'] },
    { when: 'RDS may not be asked', change: { instance: unreadable('AccessDenied') }, found: ['blocker'] },
    { when: 'it stands alone, and nobody here promoted it', change: alone(), found: ['fork'] },
    {
      when: 'it stands alone since an earlier run of the plan',
      change: alone({ promotedBy: { runId: 'run-0', at: '2026-01-05T02:59:00.000Z', evidence: undefined } }),
      found: ['info'],
    },
  ])('finds what matters when $when', ({ change, found }) => {
    expect(levels(change)).toEqual(found);
  });

  it.each<{ when: string; change: Partial<PromoteReplicaFacts>; says: RegExp }>([
    { when: 'the replica answers', change: {}, says: /by the replica itself: .*02:59:58.000Z, 602 s ago/ },
    { when: 'it does not', change: { server: noServer }, says: /by the replica itself: nothing.*ETIMEDOUT/ },
    {
      when: 'CloudWatch has a minute from before the outage',
      change: { lag: lag(['2026-01-05T02:58:00.000Z', 3], ['2026-01-05T03:01:00.000Z', 90]) },
      says: /by CloudWatch .*: 3 s, in the minute from 2026-01-05T02:58:00.000Z, 720 s ago/,
    },
    {
      when: 'nothing was replicated',
      change: { lag: lag(['2026-01-05T02:58:00.000Z', -1]) },
      says: /by CloudWatch .*: -1, so nothing was replicated/,
    },
    { when: 'CloudWatch has nothing', change: {}, says: /by CloudWatch .*: it has no value from before the outage/ },
    { when: 'CloudWatch is silent', change: { lag: unreadable('TimeoutError') }, says: /by CloudWatch .*TimeoutError/ },
  ])('says what each place knows of the lag and how old that is when $when', ({ change, says }) => {
    const texts = promoteReplica.assess(spec, facts(change), stepRun()).map(({ text }) => text);
    expect(texts).toContainEqual(expect.stringMatching(says));
  });

  it('states the loss in whole seconds, rounded up, or not at all', () => {
    const late = facts({ server: server({ lastReplayedAt: '2026-01-05T02:50:00.400Z' }) });
    const statedBy = (one: PromoteReplicaFacts) =>
      promoteReplica.assess(spec, one, stepRun()).find(({ level }) => level === 'excessLoss');
    expect(statedBy(late)).toMatchObject({ lossSeconds: 600 });
    expect(statedBy(facts({ server: noServer }))).not.toHaveProperty('lossSeconds');
  });

  it('warns of a loss that was accepted in place of asking about it', () => {
    const behind = {
      instance: database({ replication: 'replicating' }),
      server: server({ lastReplayedAt: undefined }),
    };
    expect(levels(behind)).toEqual(['excessLoss', ...sources]);
    expect(levels(behind, { acceptedLoss: { kind: 'any' } })).toEqual(['warning', ...sources]);
  });
});
