import { describe, expect, it } from 'vitest';
import { addDatabase, bad, mostAtOnce, namesOf, region, swift, withMany } from '../support/many-databases.ts';
import { copiesIn, runVerification, setVerificationScene } from '../support/verification-run.ts';

/** Fifty good ones are in the benchmark: npm run bench -- verification. */
const { good, all } = namesOf(6);

describe('verify-restores, of many databases in one run', () => {
  it('verifies all side by side within the quota, reports each, and names what is wrong with each that is bad', async () => {
    const scene = await setVerificationScene({ repackage: withMany(all), durations: swift });
    const { aws, clock } = scene;
    for (const name of all) await clock.runUntil(addDatabase(scene, name));
    const used = aws.rds.inspectAll(region).length;
    aws.rds.setInstanceQuota(region, used + 6);
    aws.faults.add({ service: 'rds', nth: { every: 7 }, kind: { throttle: true } });
    const { record, status } = await runVerification(scene, {});
    const passed = record.results.filter(({ verdict }) => verdict === 'passed').map(({ verification }) => verification);
    expect(passed.sort()).toEqual([...good].sort());
    expect(record.results.map(({ verification }) => verification).sort()).toEqual([...all].sort());
    for (const [name, { named }] of Object.entries(bad)) {
      const result = record.results.find(({ verification }) => verification === name);
      expect({ name, verdict: result?.verdict }).toEqual({ name, verdict: 'failed' });
      expect(result?.because).toMatch(named);
    }
    expect(record.results.at(-1)).toMatchObject({
      verdict: 'failed',
      because: expect.stringContaining('no recovery point'),
    });
    expect(status).toBe('FAILED');
    expect(copiesIn(scene)).toEqual([]);
    expect(mostAtOnce(scene)).toBe(4);
    expect(
      record.entries.some(({ fact }) => fact.type === 'outcome' && fact.error === 'InstanceQuotaExceededFault'),
    ).toBe(false);
  });
});
