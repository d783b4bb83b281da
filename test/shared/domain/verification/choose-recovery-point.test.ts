import { describe, expect, it } from 'vitest';
import { isRestored } from '../../../../shared/contracts/verification/verification.ts';
import {
  chooseRecoveryPoint,
  type SnapshotFacts,
} from '../../../../shared/domain/verification/choose-recovery-point.ts';
import { verifiedPlan } from '../../../functions/verification/plan.ts';

const [verification] = verifiedPlan('instance').restoreVerification.filter(isRestored);
if (verification === undefined) throw new Error('the plan of the test restores nothing');

const now = '2026-01-05T03:00:00.000Z';
const snapshot = (id: string, change: Partial<SnapshotFacts> = {}): SnapshotFacts => ({
  id,
  type: 'automated',
  status: 'available',
  databaseTime: '2026-01-05T01:00:00.000Z',
  resourceId: 'db-1',
  engineVersion: '18.1',
  isEncrypted: false,
  bytes: undefined,
  ...change,
});
const choose = (...candidates: SnapshotFacts[]) =>
  chooseRecoveryPoint(verification, { candidates, sourceResourceId: 'db-1', now });

describe('the recovery point', () => {
  it('is the newest by the moment of its data', () => {
    const older = snapshot('older', { databaseTime: '2026-01-04T01:00:00.000Z' });
    expect(choose(older, snapshot('newer'))).toMatchObject({
      verdict: 'restore',
      point: { id: 'newer' },
      ageSeconds: 7200,
      considered: 2,
    });
  });

  it.each([
    ['of another type', { type: 'manual' }, 'does not count snapshots of type manual'],
    ['not finished', { status: 'creating' }, 'it is creating'],
    ['of a predecessor of the same name', { resourceId: 'db-0' }, 'earlier database'],
    ['of no known moment', { databaseTime: undefined }, 'which moment'],
    ['of tomorrow', { databaseTime: '2026-01-06T03:00:00.000Z' }, 'future'],
  ])('is not one that is %s', (_, change, because) => {
    const chosen = choose(snapshot('good'), snapshot('bad', change));
    expect(chosen).toMatchObject({ verdict: 'restore', point: { id: 'good' } });
    expect(chosen.passedOver).toEqual([{ id: 'bad', because: expect.stringContaining(because) }]);
  });

  it('is not one that is encrypted and shared, which has to be copied first', () => {
    const shared = {
      ...verification,
      instanceSnapshot: {
        ...('instanceSnapshot' in verification ? verification.instanceSnapshot : never()),
        types: ['shared' as const],
      },
    };
    const chosen = chooseRecoveryPoint(shared, {
      candidates: [snapshot('theirs', { type: 'shared', isEncrypted: true })],
      sourceResourceId: undefined,
      now,
    });
    expect(chosen).toMatchObject({ verdict: 'failed', because: 'none of 1 recovery points counts' });
  });

  it('is a failure when there is none', () => {
    expect(choose()).toMatchObject({ verdict: 'failed', because: 'no recovery point was found', considered: 0 });
  });

  it('is restored although it is too old, and its age is told', () => {
    expect(choose(snapshot('old', { databaseTime: '2026-01-02T03:00:00.000Z' }))).toMatchObject({
      verdict: 'restore',
      ageSeconds: 259_200,
    });
  });
});

const never = (): never => {
  throw new Error('the verification of the test is of another kind');
};
