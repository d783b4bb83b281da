import { describe, expect, it } from 'vitest';
import { RunId } from '../../shared/contracts/fields.ts';
import type { RecoveryRecord } from '../../shared/contracts/recovery/recovery-record.ts';
import { buildRecord } from '../../shared/report/recovery/build-record.ts';
import { entriesOf, type Told } from '../shared/support/entries.ts';
import { given, openedFor, planOf } from '../shared/support/plan.ts';
import { metOf, misdeedsOf, type Witnessed } from './truth.ts';

const plan = planOf({ data: [given.promote] });

const recordOf = (mode: 'approval' | 'automatic', ...told: readonly Told[]): RecoveryRecord =>
  buildRecord({
    runId: RunId.parse('run'),
    entries: entriesOf([['run', openedFor(plan, { mode })], ...told, ['run', { type: 'runClosed' }]]),
    plan,
    isChainWhole: true,
    now: '2026-01-05T04:00:00.000Z',
  });

const well = { isFork: false, isStranger: false, isSilenced: false, isHealthy: false };
const yes: Told = ['run', { type: 'answered', answer: 'approve', operator: 'Ada', reason: 'I looked' }];

const seenIn = ({ openedAt }: RecoveryRecord, what: string, truth: Partial<Witnessed>): Witnessed => ({
  ...{ at: openedAt, what, ...well },
  ...truth,
});

describe('what Lifeboat should not have done', () => {
  it.each<{ what: string; truth: Partial<Witnessed> }>([
    { what: 'a fork', truth: { isFork: true } },
    { what: 'a stranger', truth: { isStranger: true } },
    { what: 'a silenced plan', truth: { isSilenced: true } },
    { what: 'a healthy service', truth: { isHealthy: true } },
  ])('is a call on $what that nobody said yes to', ({ what, truth }) => {
    const record = recordOf('automatic');
    const act = seenIn(record, 'PromoteReadReplica', truth);
    expect(misdeedsOf([record], [act])).toEqual([`PromoteReadReplica on ${what} at ${record.openedAt}`]);
    expect(metOf([record], [seenIn(record, 'decided', truth)])).toEqual([what]);
    expect(misdeedsOf([recordOf('approval')], [act])).toEqual([]);
  });

  it('is none after a yes, and none where nothing speaks against it', () => {
    const record = recordOf('automatic', yes);
    const later = { ...seenIn(record, 'PromoteReadReplica', { isFork: true }), at: record.endedAt };
    expect(misdeedsOf([record], [later])).toEqual([]);
    const quiet = recordOf('automatic');
    expect(misdeedsOf([quiet], [seenIn(quiet, 'PromoteReadReplica', {})])).toEqual([]);
  });

  it('is no second call on a service that the first one has fenced', () => {
    const record = recordOf('automatic');
    const acts = [seenIn(record, 'ModifyDBInstance', {}), seenIn(record, 'RebootDBInstance', { isHealthy: true })];
    expect(misdeedsOf([record], acts)).toEqual([]);
  });
});
