import { describe, expect, it } from 'vitest';
import type { Principal } from '../../../src/call.ts';
import { codeOf } from '../test-world.ts';
import { createSetting } from './setting.ts';

const trust = {
  Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
};
const inside = 'arn:aws:s3:::plain/*';
const at = { Bucket: 'plain', Key: 'a' };
const everybody = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: inside };
const insecure = { Bool: { 'aws:SecureTransport': 'false' } };

const policyOf = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });

const withPolicy = async (...statements: object[]) => {
  const setting = createSetting();
  await setting.put('plain/a', 'hello');
  await setting.ask('PutBucketPolicy', { Bucket: 'plain', Policy: policyOf(...statements) });
  const roleThatMay = (actions: string[]): Principal => {
    const document = { Statement: { Effect: 'Allow', Action: actions, Resource: '*' } };
    const policies = actions.length === 0 ? [] : [{ name: 'own', document }];
    return { kind: 'role', role: setting.identity.addRole({ name: 'reader', trust, policies }), session: 'r' };
  };
  const outcomeOf = async (asked: Promise<object>): Promise<string> => {
    try {
      await asked;
      return 'found';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  const read = (actions: string[], input: object = at) =>
    outcomeOf(setting.askAs(roleThatMay(actions))('GetObject', input));
  return { ...setting, read, outcomeOf };
};

describe('the policy of a bucket', () => {
  it.each([
    { what: 'that lets everybody read', statements: [everybody], answer: 'found' },
    {
      what: 'that lets a service read',
      statements: [{ ...everybody, Principal: { Service: 'a.amazonaws.com' } }],
      answer: 'Access Denied',
    },
    {
      what: 'that denies beside it',
      statements: [everybody, { ...everybody, Effect: 'Deny' }],
      answer: 'Access Denied',
    },
  ])('$what, to a caller without a signature: $answer', async ({ statements, answer }) => {
    const { askAnonymously, outcomeOf } = await withPolicy(...statements);
    expect(await outcomeOf(askAnonymously('GetObject', at))).toBe(answer);
  });

  it.each([
    { what: 'that lets everybody read', statements: [everybody], actions: [], answer: 'found' },
    {
      what: 'of others',
      statements: [{ ...everybody, Action: 's3:PutObject' }],
      actions: [],
      answer: 'because no identity-based policy allows the s3:GetObject action',
    },
    {
      what: 'that denies',
      statements: [{ ...everybody, Effect: 'Deny' }],
      actions: ['s3:*'],
      answer: 'resource: "arn:aws:s3:::plain/a" with an explicit deny in a resource-based policy',
    },
    {
      what: 'that denies what comes without TLS',
      statements: [{ ...everybody, Effect: 'Deny', Condition: insecure }],
      actions: ['s3:*'],
      answer: 'found',
    },
  ])('$what, to a role that may $actions: $answer', async ({ statements, actions, answer }) => {
    const { read } = await withPolicy(...statements);
    expect(await read(actions)).toContain(answer);
  });

  it('decides, too, who is told that an object is missing', async () => {
    const listing = { ...everybody, Action: 's3:ListBucket', Resource: 'arn:aws:s3:::plain' };
    const missing = { ...at, Key: 'b' };
    const { askAnonymously, outcomeOf, ask } = await withPolicy(everybody, listing);
    expect(await codeOf(askAnonymously('GetObject', missing))).toBe('NoSuchKey');
    await ask('PutBucketPolicy', { Bucket: 'plain', Policy: policyOf(everybody) });
    expect(await outcomeOf(askAnonymously('GetObject', missing))).toBe('Access Denied');
    const { read } = await withPolicy(everybody);
    expect(await read(['s3:GetObject'], missing)).toContain(
      'not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::plain" because no identity-based policy allows',
    );
  });

  it('can be read and taken away', async () => {
    const { ask, askAnonymously } = await withPolicy(everybody);
    expect(await ask('GetBucketPolicy', { Bucket: 'plain' })).toEqual({ Policy: policyOf(everybody) });
    await ask('DeleteBucketPolicy', { Bucket: 'plain' });
    expect(await codeOf(ask('GetBucketPolicy', { Bucket: 'plain' }))).toBe('NoSuchBucketPolicy');
    expect(await codeOf(askAnonymously('GetObject', at))).toBe('AccessDenied');
  });

  it.each([
    { what: 'is not JSON', Policy: '{' },
    { what: 'says nothing', Policy: '{}' },
    { what: 'is about another bucket', Policy: policyOf({ ...everybody, Resource: 'arn:aws:s3:::open/*' }) },
    { what: 'names nobody', Policy: policyOf({ ...everybody, Principal: undefined }) },
  ])('that $what is malformed', async ({ Policy }) => {
    expect(await codeOf(createSetting().ask('PutBucketPolicy', { Bucket: 'plain', Policy }))).toBe('MalformedPolicy');
  });
});
