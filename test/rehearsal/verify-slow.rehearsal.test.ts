import type { FaultRule } from 'simulated-aws/faults/rule.ts';
import { describe, expect, it } from 'vitest';
import type { VerificationRecord } from '../../shared/contracts/verification/record.ts';
import { swift } from '../support/many-databases.ts';
import { copiesIn, runVerification, setVerificationScene } from '../support/verification-run.ts';
import type { Scene } from '../support/virtual-run.ts';

const orders = ({ entries }: VerificationRecord, operation: string) =>
  entries.filter(({ fact }) => fact.type === 'intent' && fact.command.operation === operation).length;

const noticeOf = ({ notices }: Scene): string => notices.at(-1)?.message ?? '';

const late = (staleSeconds: number): FaultRule => ({
  ...{ service: 'rds', operation: 'DescribeDBInstances', region: 'us-west-2', kind: { staleSeconds } },
});

describe('verify-restores, while RDS shows late what it has taken', () => {
  it.each([{ staleSeconds: 60 }, { staleSeconds: 240 }, { staleSeconds: 900 }])(
    'orders once, deletes once and proves the backup when it is $staleSeconds s late',
    async ({ staleSeconds }) => {
      const scene = await setVerificationScene();
      const rule = scene.aws.faults.add(late(staleSeconds));
      const { record, status } = await runVerification(scene, {});
      expect({ status, reason: record.reason }).toEqual({
        status: 'SUCCEEDED',
        reason: expect.stringContaining('1 of 1 backups proven whole'),
      });
      expect(orders(record, 'RestoreDBInstanceFromDBSnapshot')).toBe(1);
      expect(orders(record, 'DeleteDBInstance')).toBe(1);
      rule.remove();
      expect(copiesIn(scene)).toEqual([]);
    },
  );

  it.each([1, 2, 3, 4].map((seed) => ({ seed })))(
    'never calls gone what stands, whichever of its looks are late (seed $seed)',
    async ({ seed }) => {
      const scene = await setVerificationScene({ seed, durations: swift });
      const rule = scene.aws.faults.add({ ...late(240), chance: 0.5 });
      const { record } = await runVerification(scene, {});
      const copy = record.results[0]?.copy;
      if (copiesIn(scene).length > 0) expect(copy?.verdict).not.toBe('discarded');
      rule.remove();
      const next = await runVerification(scene, {}, 'next');
      expect(next.record.verdict).toBe('passed');
      expect(copiesIn(scene)).toEqual([]);
    },
  );

  it('says of a copy that has not shown when it ends that it is not seen yet, and the next run discards it', async () => {
    const scene = await setVerificationScene({ durations: swift });
    const rule = scene.aws.faults.add(late(30 * 86_400));
    const first = await runVerification(scene, {}, 'first');
    const [standing] = copiesIn(scene);
    expect(first.record.results[0]?.copy).toMatchObject({ verdict: 'unseen', name: standing });
    expect(first.record.reason).toContain(`ordered and not seen yet: ${standing}`);
    expect(noticeOf(scene)).toContain(`NOT SEEN YET: ${standing}`);
    rule.remove();
    const second = await runVerification(scene, {}, 'second');
    expect(second.record.leftovers).toMatchObject([{ name: standing, madeBy: 'first', isDiscarded: true }]);
    expect(copiesIn(scene)).toEqual([]);
    const third = await runVerification(scene, {}, 'third');
    expect(third.record).toMatchObject({ verdict: 'passed', leftovers: [], awaited: [] });
  });
});

describe('verify-restores, when the answer to its order is lost', () => {
  it.each<{ when: string; rule: Partial<FaultRule> }>([
    { when: 'after the effect', rule: { kind: 'after' } },
    { when: 'before the effect', rule: { kind: 'before' } },
    { when: 'with a failure of AWS', rule: { kind: { error: 'InternalFailure', status: 500 } } },
    { when: 'in silence', rule: { kind: 'hang' } },
  ])('$when, proves the backup and leaves no copy', async ({ rule }) => {
    const scene = await setVerificationScene({ durations: swift });
    const operation = 'RestoreDBInstanceFromDBSnapshot';
    scene.aws.faults.add({ operation, nth: 1, kind: 'before', ...rule });
    const { record } = await runVerification(scene, {});
    expect(record).toMatchObject({ verdict: 'passed' });
    expect(copiesIn(scene)).toEqual([]);
  });

  it('after the effect, and RDS shows the copy late, orders once more at most and finds its own', async () => {
    const scene = await setVerificationScene({ durations: swift });
    const { faults } = scene.aws;
    faults.add({ operation: 'RestoreDBInstanceFromDBSnapshot', nth: 1, kind: 'after' });
    faults.add(late(240));
    const { record } = await runVerification(scene, {});
    expect(record).toMatchObject({ verdict: 'passed' });
    expect(orders(record, 'RestoreDBInstanceFromDBSnapshot')).toBe(2);
    expect(copiesIn(scene)).toEqual([]);
  });
});

describe('verify-restores, when the start of its map run fails', () => {
  it.each<{ when: string; kind: FaultRule['kind'] }>([
    { when: 'before the effect', kind: 'before' },
    { when: 'after the effect', kind: 'after' },
    { when: 'by throttling', kind: { throttle: true } },
    { when: 'with a failure of AWS', kind: { error: 'InternalServerError', status: 500 } },
    { when: 'in silence', kind: 'hang' },
  ])('$when, begins it again and proves the backup with one restore', async ({ kind }) => {
    const scene = await setVerificationScene({ durations: swift });
    const start = scene.aws.faults.add({ service: 'states', operation: 'StartMapRun', nth: 1, kind });
    const { record, status } = await runVerification(scene, {});
    expect(start.struck()).toBe(1);
    expect({ status, verdict: record.verdict }).toEqual({ status: 'SUCCEEDED', verdict: 'passed' });
    expect(orders(record, 'RestoreDBInstanceFromDBSnapshot')).toBe(1);
    expect(copiesIn(scene)).toEqual([]);
  });
});

describe('verify-restores, when the answer to its deletion is lost while RDS shows late', () => {
  it.each<{ when: string; kind: FaultRule['kind'] }>([
    { when: 'after the effect', kind: 'after' },
    { when: 'before the effect', kind: 'before' },
    { when: 'with a failure of AWS', kind: { error: 'InternalFailure', status: 500 } },
    { when: 'in silence', kind: 'hang' },
  ])('$when, leaves no copy and says so', async ({ kind }) => {
    const scene = await setVerificationScene({ durations: swift });
    const { faults } = scene.aws;
    faults.add(late(240));
    faults.add({ operation: 'DeleteDBInstance', nth: 1, kind });
    const { record } = await runVerification(scene, {});
    expect(record).toMatchObject({ verdict: 'passed', results: [{ copy: { verdict: 'discarded' } }] });
    expect(copiesIn(scene)).toEqual([]);
  });
});

describe('verify-restores, while its ledger is away', () => {
  it.each([2, 3, 4, 5].flatMap((nth) => ['PutItem', 'Query'].map((operation) => ({ operation, nth }))))(
    'for a moment at call $nth of $operation of the restore comes to the same end',
    async ({ operation, nth }) => {
      const scene = await setVerificationScene({ durations: swift });
      const away = scene.aws.faults.add({
        ...{ service: 'dynamodb', operation, role: 'RestoreDatabaseRole', nth },
        kind: { error: 'InternalServerError', status: 500 },
      });
      const { record } = await runVerification(scene, {});
      expect(away.struck()).toBe(1);
      expect(record).toMatchObject({ verdict: 'passed' });
      expect(copiesIn(scene)).toEqual([]);
    },
  );
});
