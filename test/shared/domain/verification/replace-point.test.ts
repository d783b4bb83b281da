import { describe, expect, it } from 'vitest';
import type { Act } from '../../../../shared/domain/decision.ts';
import type { ChosenPoint } from '../../../../shared/domain/verification/judge-candidates.ts';
import { lossOf, replacePoint } from '../../../../shared/domain/verification/replace-point.ts';
import { act, at, clusterAct } from './orders.ts';

const point = { id: 'rds:orders-night', type: 'automated', databaseTime: at(-3600) };
const older = { id: 'rds:orders-before', type: 'automated', databaseTime: at(-90_000) };
const rejected = (error: string): Act => act({ result: 'rejected', error });

describe('a recovery point that was chosen', () => {
  it.each<[string, readonly Act[], string | undefined]>([
    ['nothing was sent', [], undefined],
    ['it was restored', [act()], undefined],
    ['it has been deleted', [rejected('DBSnapshotNotFoundFault')], 'it was gone'],
    ['its status has changed', [rejected('InvalidDBSnapshotStateFault')], 'its status had changed'],
    [
      'it is of a cluster and has been deleted',
      [clusterAct({ result: 'rejected', error: 'DBClusterSnapshotNotFoundFault' })],
      'it was gone',
    ],
    [
      'it is of a cluster and its status has changed',
      [clusterAct({ result: 'rejected', error: 'InvalidDBClusterSnapshotStateFault' })],
      'its status had changed',
    ],
    ['its key cannot be used', [rejected('KMSKeyNotAccessibleFault')], undefined],
    ['the account has no room', [rejected('InstanceQuotaExceededFault')], undefined],
    ['the place is not there', [rejected('DBSubnetGroupNotFoundFault')], undefined],
    [
      'another one was lost',
      [
        act({
          result: 'rejected',
          error: 'DBSnapshotNotFoundFault',
          input: { DBInstanceIdentifier: 'x', DBSnapshotIdentifier: 'another' },
        }),
      ],
      undefined,
    ],
    // Then the copy may be of this one, and nobody could tell which one was looked into.
    ['a call for it had no answer', [act({ result: 'unknown' }), rejected('DBSnapshotNotFoundFault')], undefined],
  ])('when %s', (_, acts, says) => {
    if (says === undefined) expect(lossOf(point, acts)).toBeUndefined();
    else expect(lossOf(point, acts)).toContain(says);
  });

  const before: ChosenPoint = { verdict: 'restore', because: 'the newest of 2', considered: 2, passedOver: [], point };

  it('gives way to the next, and both are named', () => {
    const after = replacePoint({ ...before, alternatives: [older] }, 'it was gone', at(0));
    expect(after).toMatchObject({
      verdict: 'restore',
      because: 'rds:orders-before in place of rds:orders-night: it was gone',
      point: older,
      ageSeconds: 90_000,
      passedOver: [{ id: 'rds:orders-night', because: 'it was gone' }],
      insteadOf: [{ id: 'rds:orders-night', because: 'it was gone' }],
    });
    expect(after).not.toHaveProperty('alternatives');
  });

  it('is the last one: then none is left, by all their names', () => {
    const after = replacePoint({ ...before, alternatives: [older] }, 'it was gone', at(0));
    expect(replacePoint(after, 'its status had changed', at(0))).toMatchObject({
      verdict: 'failed',
      because:
        'of 2 recovery points none is left to restore: rds:orders-night: it was gone; rds:orders-before: its status had changed',
    });
  });
});
