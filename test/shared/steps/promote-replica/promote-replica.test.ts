import { describe, expect, it } from 'vitest';
import { reasonOf, unreadable, wordOf } from '../../executor/step-run.ts';
import { database, decide, lag, noServer, promote, type Row, server, writable } from '../promotion-facts.ts';

describe('a replica', () => {
  it.each<Row>([
    { when: 'it is close enough by its own word', word: 'act', because: '2 s before service was lost', change: {} },
    {
      when: 'it is close enough by the last metric, and cannot be asked',
      word: 'act',
      because: '64 s before service was lost',
      change: { server: noServer, lag: lag(['2026-01-05T02:59:00.000Z', 4]) },
    },
    {
      when: 'it is too far behind',
      word: 'refuse',
      because: '600 s before service was lost, above the limit of 300 s',
      change: { server: server({ lastReplayedAt: '2026-01-05T02:50:00.000Z' }) },
    },
    {
      when: 'it is too far behind, and the loss is accepted',
      word: 'act',
      because: 'an operator accepts the loss',
      change: { server: server({ lastReplayedAt: '2026-01-05T02:50:00.000Z' }) },
      run: { acceptedLoss: { kind: 'any' } },
    },
    {
      when: 'it is too far behind, and as much was accepted',
      word: 'act',
      because: 'an operator accepts the loss',
      change: { server: server({ lastReplayedAt: '2026-01-05T02:50:00.000Z' }) },
      run: { acceptedLoss: { kind: 'upTo', seconds: 600 } },
    },
    {
      when: 'it is further behind than what was accepted',
      word: 'refuse',
      because: 'what was accepted is 599 s',
      change: { server: server({ lastReplayedAt: '2026-01-05T02:50:00.000Z' }) },
      run: { acceptedLoss: { kind: 'upTo', seconds: 599 } },
    },
    {
      when: 'nothing tells its lag any more, and a number was accepted',
      word: 'refuse',
      because: 'the lag is not known',
      change: { server: noServer },
      run: { acceptedLoss: { kind: 'upTo', seconds: 100_000 } },
    },
    { when: 'nothing tells its lag', word: 'refuse', because: 'the lag is not known', change: { server: noServer } },
    {
      when: 'its last metric was -1',
      word: 'refuse',
      because: 'was -1',
      change: { server: noServer, lag: lag(['2026-01-05T02:59:00.000Z', -1]) },
    },
    {
      when: 'its last metric is old',
      word: 'refuse',
      because: 'is of 2026-01-05T02:50',
      change: { server: noServer, lag: lag(['2026-01-05T02:50:00.000Z', 1]) },
    },
    {
      when: 'nothing tells its lag, and the loss is accepted',
      word: 'act',
      because: 'an operator accepts the loss',
      change: { server: noServer },
      run: { acceptedLoss: { kind: 'any' } },
    },
    {
      when: 'it is backing up',
      word: 'wait',
      because: 'RDS: backing-up',
      change: { instance: database({ status: 'backing-up' }) },
    },
    {
      when: 'it is being changed',
      word: 'wait',
      because: 'RDS: modifying',
      change: { instance: database({ status: 'modifying' }) },
    },
    {
      when: 'its status has no name yet',
      word: 'wait',
      because: 'RDS: levitating',
      change: { instance: database({ status: 'levitating' }) },
    },
    {
      when: 'it optimises its storage',
      word: 'act',
      because: '2 s',
      change: { instance: database({ status: 'storage-optimization' }) },
    },
    {
      when: 'it is broken for good',
      word: 'fail',
      because: 'is storage-full',
      change: { instance: database({ status: 'storage-full' }) },
    },
    {
      when: 'it replicates a database of its own Region',
      word: 'refuse',
      because: 'replicates orders-prod in us-east-1, not a database in us-west-2',
      change: { instance: database({ source: { id: 'orders-prod', region: 'us-east-1' } }) },
    },
    {
      when: 'RDS does not know it',
      word: 'refuse',
      because: 'orders-replica',
      change: { instance: unreadable('DBInstanceNotFoundFault', 404) },
    },
    {
      when: 'RDS may not be asked',
      word: 'fail',
      because: 'AccessDenied',
      change: { instance: unreadable('AccessDenied', 403) },
    },
    { when: 'RDS throttles', word: 'wait', because: 'Throttling', change: { instance: unreadable('Throttling', 400) } },
    {
      when: 'its Region is silent',
      word: 'wait',
      because: 'TimeoutError',
      change: { instance: unreadable('TimeoutError') },
    },
  ])('when $when: $word', ({ word, because, change = {}, run }) => {
    const decision = decide(change, run);
    expect(wordOf(decision)).toBe(word);
    expect(reasonOf(decision)).toContain(because);
  });

  it.each<Row>([
    { when: 'accepted, and the status is stale', word: 'wait', because: 'AWS promotes', run: { acts: [promote(300)] } },
    {
      when: 'unanswered, a moment ago',
      word: 'wait',
      because: 'no answer came',
      run: { acts: [promote(20, { result: 'unknown' })] },
    },
    {
      when: 'unanswered, long ago, and nothing shows',
      word: 'act',
      because: '2 s',
      run: { acts: [promote(70, { result: 'unknown' })] },
    },
    {
      when: 'unanswered, and a second one was refused for the state',
      word: 'wait',
      because: 'RDS is busy with it',
      run: {
        acts: [
          promote(90, { result: 'unknown' }),
          promote(20, { result: 'rejected', error: 'InvalidDBInstanceStateFault' }),
        ],
      },
    },
    {
      when: 'refused',
      word: 'act',
      because: '2 s',
      run: { acts: [promote(20, { result: 'rejected', error: 'Throttling' })] },
    },
    {
      when: 'somebody else’s, and the server has left recovery',
      word: 'wait',
      because: 'has left recovery',
      change: { server: writable },
    },
  ])('whose promotion was $when: $word', ({ word, because, change = {}, run }) => {
    const decision = decide(change, run);
    expect(wordOf(decision)).toBe(word);
    expect(reasonOf(decision)).toContain(because);
  });
});
