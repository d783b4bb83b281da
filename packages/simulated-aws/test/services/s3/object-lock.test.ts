import { describe, expect, it } from 'vitest';
import type { Principal } from '../../../src/call.ts';
import { codeOf } from '../test-world.ts';
import { createSetting, memberOf } from './setting.ts';

const checked = { ChecksumCRC32: 'emyG8Q==' };
const day = 86_400;
const trust = {
  Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
};

const createLocked = async (mode: 'GOVERNANCE' | 'COMPLIANCE') => {
  const setting = createSetting();
  const name = 'records';
  setting.s3.addBucket({ name, region: 'us-east-1', publicRead: false, isVersioned: true, lock: { mode, days: 2 } });
  const VersionId = memberOf(await setting.put('records/a', 'one', checked), 'VersionId');
  const roleThatMay = (...Action: string[]): Principal => {
    const document = { Statement: { Effect: 'Allow', Action, Resource: '*' } };
    const policies = [{ name: 'own', document }];
    return { kind: 'role', role: setting.identity.addRole({ name: 'eraser', trust, policies }), session: 'e' };
  };
  const version = { Bucket: name, Key: 'a', VersionId };
  const erase = (actions: readonly string[], more: object = {}) =>
    codeOf(setting.askAs(roleThatMay(...actions))('DeleteObject', { ...version, ...more }));
  return { ...setting, version, erase };
};

const bypass = { BypassGovernanceRetention: true };
const mayDelete = ['s3:DeleteObject'];
const mayBypass = [...mayDelete, 's3:BypassGovernanceRetention'];

describe('a version in a bucket with a lock', () => {
  it.each(['GOVERNANCE', 'COMPLIANCE'] as const)(
    'is not deleted in mode %s before its time, and then is',
    async (mode) => {
      const { erase, pass } = await createLocked(mode);
      expect(await erase(mayDelete)).toBe('AccessDenied');
      await pass(2 * day - 1);
      expect(await erase(mayDelete)).toBe('AccessDenied');
      await pass(1);
      expect(await erase(mayDelete)).toMatchObject({ VersionId: expect.any(String) });
    },
  );

  it.each([
    { mode: 'GOVERNANCE', actions: mayDelete, more: bypass, is: 'AccessDenied' },
    { mode: 'GOVERNANCE', actions: mayBypass, more: {}, is: 'AccessDenied' },
    { mode: 'COMPLIANCE', actions: mayBypass, more: bypass, is: 'AccessDenied' },
  ] as const)(
    'stays in mode $mode for whoever may $actions and asks with $more',
    async ({ mode, actions, more, is }) => {
      expect(await (await createLocked(mode)).erase(actions, more)).toBe(is);
    },
  );

  it('goes in mode GOVERNANCE for whom IAM lets, and who says so', async () => {
    const { erase } = await createLocked('GOVERNANCE');
    expect(await erase(mayBypass, bypass)).toMatchObject({ VersionId: expect.any(String) });
  });

  it('is still there behind a delete marker and behind what is written over it', async () => {
    const { ask, put, version } = await createLocked('COMPLIANCE');
    await ask('DeleteObject', { Bucket: 'records', Key: 'a' });
    await put('records/a', 'two', { ChecksumCRC32: 'EcqKZg==' });
    expect(await ask('GetObject', version)).toMatchObject({ ContentLength: 3 });
  });

  it('is one error among what DeleteObjects deletes', async () => {
    const { ask, version } = await createLocked('COMPLIANCE');
    const { Key, VersionId } = version;
    const Delete = { Objects: [{ Key, VersionId }, { Key: 'b' }], Quiet: true };
    expect(await ask('DeleteObjects', { Bucket: 'records', Delete })).toEqual({
      Errors: [expect.objectContaining({ Key, Code: 'AccessDenied' })],
    });
  });

  it('tells until when it is kept, and its bucket for how long', async () => {
    const { ask, version } = await createLocked('GOVERNANCE');
    expect(await ask('GetObjectRetention', version)).toEqual({
      Retention: { Mode: 'GOVERNANCE', RetainUntilDate: new Date('2026-01-07T03:00:00Z') },
    });
    const Rule = { DefaultRetention: { Mode: 'GOVERNANCE', Days: 2 } };
    expect(await ask('GetObjectLockConfiguration', { Bucket: 'records' })).toEqual({
      ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule },
    });
    expect(await codeOf(ask('GetObjectLockConfiguration', { Bucket: 'plain' }))).toBe(
      'ObjectLockConfigurationNotFoundError',
    );
  });

  it('is refused where nothing shows that it was received whole', async () => {
    const { put } = await createLocked('GOVERNANCE');
    expect(await codeOf(put('records/b', 'two'))).toBe('InvalidRequest');
    const whole = { ContentMD5: 'uKn3Fdu2T9XFbneDxoIKYQ==' };
    expect(await codeOf(put('records/b', 'two', whole))).toMatchObject({ ETag: expect.any(String) });
    expect(await codeOf(put('records/b', 'tw', whole))).toBe('BadDigest');
  });
});
