import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsePlan } from '../../deployment/plans/parse-plan.ts';
import { readOptions } from '../../rehearsal/options.ts';
import { isServed, shortcomings } from '../../rehearsal/outcome.ts';
import { missingByInstance, missingRows, understated, type Witness, witnessedLoss } from '../../rehearsal/witness.ts';
import { RunId } from '../../shared/contracts/fields.ts';
import type { RecoveryRecord } from '../../shared/contracts/recovery/recovery-record.ts';
import { buildRecord } from '../../shared/report/recovery/build-record.ts';
import { at, fencedAt, opened, promotion, storyOf } from '../shared/report/ledger-story.ts';

const { plan } = parsePlan(readFileSync('test/plans/shielda.yml', 'utf8'), 'test/plans/shielda.yml');

/** Of a run to which somebody typed a moment long before the truth; its promotion states 1.5 s. */
const recordOf = (change: Parameters<typeof opened>[0] = {}, steps = promotion): RecoveryRecord =>
  buildRecord({
    ...{ runId: RunId.parse('run-1'), plan, isChainWhole: true, now: at(90) },
    entries: storyOf([[0, 'run', opened({ detectedAt: at(-9000), ...change })], ...fencedAt(1), ...steps]),
  });

/** Ten rows, one each second; those that the standby has. */
const witness = (present: readonly number[] | undefined): Witness => ({
  name: 'app.shielda.dev',
  journal: {
    acknowledged: Array.from({ length: 10 }, (_, index) => ({ sequence: index + 1, at: index * 1000 })),
    ...{ attempts: 12, firstFailedAt: 10_000, lastFailedAt: 10_000, servedAgainAt: undefined, regions: ['us-west-2'] },
  },
  holdings: [{ instance: 'shielda-replica', rows: present }],
  servingRegion: 'us-east-1',
  isInPlace: false,
});
const rowAt = (second: number, index: number) => ({ sequence: index + 1, at: second * 1000 });
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe('what the writer of a rehearsal counts', () => {
  it.each([
    { when: 'every row is there', present: upTo(10), missing: 0, seconds: 0 },
    { when: 'the standby has rows of its own, too', present: [...upTo(10), 11, 12], missing: 0, seconds: 0 },
    { when: 'the last three are gone', present: upTo(7), missing: 3, seconds: 3 },
    { when: 'a gap is in the middle', present: [1, 2, 3, 7, 8, 9, 10], missing: 3, seconds: 3 },
    { when: 'all are gone', present: [], missing: 10, seconds: 9 },
  ])('is the loss of the record: $when', ({ present, missing, seconds }) => {
    const loss = witnessedLoss(recordOf(), [witness(present)]);
    expect(loss).toMatchObject({ measuredSeconds: seconds, isMet: true, rows: { missing, acknowledged: 10 } });
    expect(loss).not.toHaveProperty('isAtMost');
    expect(loss.basis).toContain('the run itself could tell at most 1.5 s');
  });

  it('is not within the objective when it is not', () => {
    const late = { ...witness(upTo(1)), journal: { ...witness([]).journal, acknowledged: [0, 400].map(rowAt) } };
    expect(witnessedLoss(recordOf(), [late])).toMatchObject({ measuredSeconds: 400, isMet: false });
  });

  it('is known even where the run could tell nothing', () => {
    const silent = promotion.map(([second, stream, fact]) =>
      fact.type === 'stepDone'
        ? ([second, stream, { ...fact, evidence: {} }] as const)
        : ([second, stream, fact] as const),
    );
    const loss = witnessedLoss(recordOf({}, silent), [witness(upTo(8))]);
    expect(loss).toMatchObject({
      measuredSeconds: 2,
      isMet: true,
      basis: expect.stringContaining('could tell nothing'),
    });
  });

  it.each([
    { when: 'nobody could look for them', of: recordOf(), present: undefined },
    { when: 'it was a dry run', of: recordOf({ dryRun: true }), present: upTo(3) },
    { when: 'nothing was promoted', of: recordOf({}, []), present: upTo(3) },
  ])('leaves what the run says when $when', ({ of, present }) => {
    const { rows: _rows, ...loss } = witnessedLoss(of, [witness(present)]);
    expect(loss).toEqual(of.dataLoss);
    expect(missingRows([witness(present)])).toBe(present === undefined ? undefined : 7);
  });
});

describe('a service with several databases and names', () => {
  const holding = (instance: string, rows: readonly number[] | undefined) => ({ instance, rows });
  const orders = { ...witness([]), holdings: [holding('orders', upTo(9)), holding('billing', upTo(7))] };
  const other = { ...witness([]), name: 'admin.shielda.dev', holdings: [holding('orders', upTo(10))] };

  it('has lost a row that any of its databases has not, and so much as the worst of its names', () => {
    expect(witnessedLoss(recordOf(), [other, orders])).toMatchObject({
      measuredSeconds: 3,
      rows: { acknowledged: 20, missing: 3 },
    });
    expect(understated(recordOf(), [other, orders])).toHaveLength(1);
  });

  it('is told database by database', () => {
    expect(missingByInstance([orders, other])).toEqual([
      { instance: 'orders', acknowledged: 20, missing: 1 },
      { instance: 'billing', acknowledged: 10, missing: 3 },
    ]);
  });

  it('is not known where one database could not be asked', () => {
    const silent = { ...orders, holdings: [holding('orders', upTo(10)), holding('billing', undefined)] };
    expect(missingRows([silent, other])).toBeUndefined();
    expect(missingByInstance([silent])).toMatchObject([{ missing: 0 }, { missing: undefined }]);
  });
});

describe('a run that states less than was lost', () => {
  it.each([
    { present: upTo(9), isTold: false },
    { present: upTo(8), isTold: false },
    { present: upTo(7), isTold: true },
  ])('is told, but for what clocks differ by: $present.length of ten rows', ({ present, isTold }) => {
    expect(understated(recordOf(), [witness(present)])).toHaveLength(isTold ? 1 : 0);
  });
});

describe('a service that is mended where it is', () => {
  const inPlace = (present: readonly number[], failedAt: number | undefined): Witness => {
    const { journal, name, holdings } = witness(present);
    return {
      ...{ name, holdings, servingRegion: 'us-west-2', isInPlace: true },
      journal: { ...journal, firstFailedAt: failedAt, lastFailedAt: failedAt },
    };
  };
  const nothingPromoted = (): RecoveryRecord => recordOf({}, []);

  it.each([
    { when: 'nothing failed', failedAt: undefined, served: true },
    { when: 'a row was taken after the last that failed', failedAt: 8500, served: true },
    { when: 'no row was taken after the last that failed', failedAt: 9500, served: false },
  ])('is served: $when: $served', ({ failedAt, served }) => {
    expect(isServed(inPlace(upTo(10), failedAt))).toBe(served);
  });

  it.each([
    { when: 'every row is there', present: upTo(10), seconds: 0 },
    { when: 'the last two are gone', present: upTo(8), seconds: 2 },
  ])('has lost what its database has not, though nothing was promoted: $when', ({ present, seconds }) => {
    expect(witnessedLoss(nothingPromoted(), [inPlace(present, 9500)])).toMatchObject({ measuredSeconds: seconds });
    expect(witnessedLoss(nothingPromoted(), [witness(present)]).measuredSeconds).toBeUndefined();
  });

  it('is not served where it was to move and has not', () => {
    expect(isServed(witness(upTo(10)))).toBe(false);
  });
});

describe('why a rehearsal has not shown that the plan works', () => {
  const options = { ...readOptions([]), fault: 'region-lost' } as const;

  it('is not that recovery took too long where nobody measured it', () => {
    const failed = { ...recordOf(), outcome: 'failed' as const };
    const recoveryTime = { objectiveSeconds: 1800, isMet: false, basis: 'the service was not proven to be back' };
    const said = shortcomings({ ...failed, recoveryTime }, [witness(upTo(10))], options);
    expect(said).toContain('how long a recovery takes was not measured: the service was not proven to be back');
    expect(said.join()).not.toContain('longer than its objective');
  });

  it('is that it would take too long at AWS’s own pace', () => {
    const [step] = recordOf().steps.filter(({ stepId }) => stepId === 'database');
    if (step === undefined) throw new Error('there is no step database');
    const slow = { ...step, seconds: { total: 100, aws: 100, ours: 0 } };
    const recoveryTime = { objectiveSeconds: 1800, measuredSeconds: 120, isMet: true, basis: '' };
    const said = shortcomings({ ...recordOf(), steps: [slow], recoveryTime }, [witness(upTo(10))], options);
    expect(said).toContain('recovery would take about 33 min 40 s, longer than its objective of 30 min');
  });
});
