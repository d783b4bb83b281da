import { describe, expect, it } from 'vitest';
import { copiesIn, runVerification, setVerificationScene } from '../support/verification-run.ts';

describe('verify-restores', () => {
  it('restores the newest snapshot, proves it whole, and throws the copy away', async () => {
    const scene = await setVerificationScene();
    const { status, record } = await runVerification(scene);
    expect(record.reason).toBe('1 of 1 backups proven whole');
    expect(status).toBe('SUCCEEDED');
    expect(copiesIn(scene)).toEqual([]);
    expect(scene.notices.at(-1)?.message.split('\n')[0]).toContain('1 of 1 backups proven whole');
    expect(record.results[0]).toMatchObject({ verdict: 'passed', copy: { verdict: 'discarded' } });
  });
});
