import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createSecretsManager } from '../../../src/services/secrets-manager/secrets-manager.ts';
import { asker, callOf, codeOf, createTestWorld } from '../test-world.ts';

const region = 'us-east-1';
const token = (digit: string) => `run-1-step-configuration-0000000${digit}`;

const setUp = () => {
  const test = createTestWorld();
  const secrets = createSecretsManager(test.world);
  const { arn } = secrets.addSecret({ region, name: 'app/database', value: '{"host":"old"}' });
  const ask = asker(secrets, region);
  const put = (SecretString: string, digit: string, change: object = {}) =>
    ask('PutSecretValue', { SecretId: 'app/database', SecretString, ClientRequestToken: token(digit), ...change });
  const get = (change: object = {}) => ask('GetSecretValue', { SecretId: 'app/database', ...change });
  return { ...test, secrets, arn, ask, put, get };
};

describe('GetSecretValue', () => {
  it('finds a secret by name, by ARN and by ARN without its six characters', async () => {
    const { ask, arn } = setUp();
    expect(arn).toMatch(/^arn:aws:secretsmanager:us-east-1:123456789012:secret:app\/database-[A-Za-z0-9]{6}$/);
    for (const SecretId of ['app/database', arn, arn.slice(0, -7)])
      expect(await ask('GetSecretValue', { SecretId })).toMatchObject({ ARN: arn, SecretString: '{"host":"old"}' });
  });

  it.each([
    { what: 'an unknown secret', change: { SecretId: 'x' }, code: 'ResourceNotFoundException' },
    { what: 'a stage that nothing has', change: { VersionStage: 'AWSPREVIOUS' }, code: 'ResourceNotFoundException' },
    { what: 'an unknown version', change: { VersionId: 'x' }, code: 'ResourceNotFoundException' },
  ])('refuses $what', async ({ change, code }) => {
    expect(await codeOf(setUp().get(change))).toBe(code);
  });

  it('does not know a secret of another Region', async () => {
    const { secrets } = setUp();
    const asked = asker(secrets, 'us-west-2')('GetSecretValue', { SecretId: 'app/database' });
    expect(await codeOf(asked)).toBe('ResourceNotFoundException');
  });
});

describe('PutSecretValue', () => {
  it('makes the new version current and the old one previous', async () => {
    const { put, get, secrets } = setUp();
    expect(await put('new', '1')).toMatchObject({ VersionId: token('1'), VersionStages: ['AWSCURRENT'] });
    expect(await get()).toMatchObject({ SecretString: 'new', VersionId: token('1') });
    expect(await get({ VersionStage: 'AWSPREVIOUS' })).toMatchObject({ SecretString: '{"host":"old"}' });
    await put('newer', '2');
    expect(await get({ VersionStage: 'AWSPREVIOUS' })).toMatchObject({ SecretString: 'new' });
    expect(secrets.inspect({ region, name: 'app/database' })).toBe('newer');
  });

  it('changes nothing when the same token comes with the same value, even after a later version', async () => {
    const { put, get, ask } = setUp();
    await put('new', '1');
    await put('newer', '2');
    expect(await put('new', '1')).toMatchObject({ VersionId: token('1'), VersionStages: ['AWSPREVIOUS'] });
    expect(await get()).toMatchObject({ SecretString: 'newer' });
    const { VersionIdsToStages } = z
      .looseObject({ VersionIdsToStages: z.record(z.string(), z.array(z.string())) })
      .parse(await ask('DescribeSecret', { SecretId: 'app/database' }));
    expect(VersionIdsToStages).toEqual({ [token('1')]: ['AWSPREVIOUS'], [token('2')]: ['AWSCURRENT'] });
  });

  it('moves only the stages it is given', async () => {
    const { put, get } = setUp();
    await put('green', '1', { VersionStages: ['GREEN'] });
    expect(await get()).toMatchObject({ SecretString: '{"host":"old"}' });
    expect(await get({ VersionStage: 'GREEN' })).toMatchObject({ SecretString: 'green' });
    const mismatch = get({ VersionId: token('1'), VersionStage: 'AWSCURRENT' });
    expect(await codeOf(mismatch)).toBe('InvalidRequestException');
  });

  it.each([
    { what: 'the same token with another value', value: 'other', change: {}, code: 'ResourceExistsException' },
    { what: 'a short token', value: 'v', change: { ClientRequestToken: 'x' }, code: 'InvalidParameterException' },
    { what: 'no value', value: 'v', change: { SecretString: undefined }, code: 'InvalidParameterException' },
    { what: 'a value beyond 64 KB', value: 'v'.repeat(65_537), change: {}, code: 'InvalidParameterException' },
    { what: 'an unknown secret', value: 'v', change: { SecretId: 'x' }, code: 'ResourceNotFoundException' },
    { what: 'a rotation token', value: 'v', change: { RotationToken: 'x' }, code: 'NotSimulated' },
  ])('refuses $what', async ({ value, change, code }) => {
    const { put } = setUp();
    await put('first', '1');
    expect(await codeOf(put(value, '1', change))).toBe(code);
  });
});

it('shows IAM the whole ARN of a secret that exists, and an ARN without its six characters of one that does not', () => {
  const { secrets, arn } = setUp();
  const resources = (SecretId: string) =>
    secrets.resources.GetSecretValue?.({ SecretId }, callOf(secrets, 'GetSecretValue', region));
  expect(resources('app/database')).toEqual([arn]);
  expect(resources('x')).toEqual(['arn:aws:secretsmanager:us-east-1:123456789012:secret:x']);
});
