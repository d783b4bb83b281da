import { describe, expect, it } from 'vitest';
import { AwsFault, type Principal } from '../../../src/call.ts';
import { account, createSetting, region } from '../policy-setting.ts';

const operator: Principal = { kind: 'operator', name: 'ada' };
const root = `arn:aws:iam::${account}:root`;
const use = ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey'];
const delegating = { Effect: 'Allow', Principal: { AWS: root }, Action: 'kms:*', Resource: '*' };
const policyOf = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

const createKeyed = (policy?: string) => {
  const made = createSetting();
  const arn = made.aws.kms.createKey({ region, policy });
  const asOperator = (operation: string, input: Record<string, unknown> = {}) =>
    made.ask(operator, `kms:${operation}`, input);
  const codeOf = async (asked: Promise<object>): Promise<string> => {
    try {
      await asked;
      return 'done';
    } catch (error) {
      return error instanceof AwsFault ? error.code : String(error);
    }
  };
  const dataKey = (principal: Principal, KeyId = arn) =>
    made.outcomeOf(made.ask(principal, 'kms:GenerateDataKey', { KeyId, KeySpec: 'AES_256' }));
  return { ...made, arn, asOperator, codeOf, dataKey };
};

describe('a key', () => {
  it('opens what was sealed with it, in the same context only', async () => {
    const { asOperator, codeOf, arn } = createKeyed();
    const EncryptionContext = { run: 'r1' };
    const sealed = await asOperator('Encrypt', { KeyId: arn, Plaintext: Buffer.from('word'), EncryptionContext });
    const CiphertextBlob = 'CiphertextBlob' in sealed ? sealed.CiphertextBlob : undefined;
    const opened = await asOperator('Decrypt', { CiphertextBlob, EncryptionContext });
    expect(opened).toMatchObject({ KeyId: arn, Plaintext: Buffer.from('word') });
    expect(await codeOf(asOperator('Decrypt', { CiphertextBlob }))).toBe('InvalidCiphertextException');
    const other = await asOperator('CreateKey');
    const KeyId = 'KeyMetadata' in other ? Object(other.KeyMetadata).Arn : '';
    const wrong = asOperator('Decrypt', { CiphertextBlob, EncryptionContext, KeyId });
    expect(await codeOf(wrong)).toBe('IncorrectKeyException');
  });

  it('is found by its id, its ARN and its aliases, in its Region', async () => {
    const { asOperator, codeOf, arn } = createKeyed();
    await asOperator('CreateAlias', { AliasName: 'alias/app', TargetKeyId: arn });
    const alias = `arn:aws:kms:${region}:${account}:alias/app`;
    for (const KeyId of [arn, arn.split('/').at(-1), 'alias/app', alias])
      expect(await asOperator('DescribeKey', { KeyId })).toMatchObject({
        KeyMetadata: { Arn: arn, KeyState: 'Enabled' },
      });
    expect(await codeOf(asOperator('DescribeKey', { KeyId: arn.replace(region, 'us-west-2') }))).toBe(
      'NotFoundException',
    );
    expect(await codeOf(asOperator('CreateAlias', { AliasName: 'alias/app', TargetKeyId: arn }))).toBe(
      'AlreadyExistsException',
    );
    expect(await codeOf(asOperator('CreateAlias', { AliasName: 'alias/aws/rds', TargetKeyId: arn }))).toBe(
      'InvalidAliasNameException',
    );
    expect(await asOperator('ListAliases')).toMatchObject({ Aliases: [{ AliasName: 'alias/app', AliasArn: alias }] });
    await asOperator('DeleteAlias', { AliasName: 'alias/app' });
    expect(await codeOf(asOperator('DescribeKey', { KeyId: 'alias/app' }))).toBe('NotFoundException');
  });

  it('that is disabled, or waits for its deletion, can be read and not used, and is gone after its window', async () => {
    const { asOperator, codeOf, dataKey, arn, clock } = createKeyed();
    const stateOf = async () => Object(Object(await asOperator('DescribeKey', { KeyId: arn })).KeyMetadata).KeyState;
    await asOperator('DisableKey', { KeyId: arn });
    expect(await dataKey(operator)).toBe(`${arn} is disabled.`);
    await asOperator('EnableKey', { KeyId: arn });
    expect(await dataKey(operator)).toBe('accepted');
    await asOperator('ScheduleKeyDeletion', { KeyId: arn, PendingWindowInDays: 7 });
    expect(await dataKey(operator)).toBe(`${arn} is pending deletion.`);
    expect(await codeOf(asOperator('EnableKey', { KeyId: arn }))).toBe('KMSInvalidStateException');
    await asOperator('CancelKeyDeletion', { KeyId: arn });
    expect(await stateOf()).toBe('Disabled');
    await asOperator('ScheduleKeyDeletion', { KeyId: arn, PendingWindowInDays: 7 });
    await clock.advance(7 * 86_400_000);
    expect(await codeOf(asOperator('DescribeKey', { KeyId: arn }))).toBe('NotFoundException');
    expect(await asOperator('ListKeys')).toMatchObject({ Keys: [], Truncated: false });
  });

  it.each([
    {
      what: 'a policy that is not JSON',
      operation: 'CreateKey',
      input: { Policy: '{' },
      code: 'MalformedPolicyDocumentException',
    },
    { what: 'another kind', operation: 'CreateKey', input: { KeySpec: 'RSA_2048' }, code: 'NotSimulated' },
    {
      what: 'a window of a day',
      operation: 'ScheduleKeyDeletion',
      input: { PendingWindowInDays: 1 },
      code: 'ValidationException',
    },
    { what: 'no length', operation: 'GenerateDataKey', input: {}, code: 'ValidationException' },
    {
      what: 'a grant with constraints',
      operation: 'CreateGrant',
      input: { GranteePrincipal: `arn:aws:iam::${account}:role/user`, Operations: ['Decrypt'], Constraints: {} },
      code: 'NotSimulated',
    },
    { what: 'a grant that is not there', operation: 'RevokeGrant', input: { GrantId: 'x' }, code: 'NotFoundException' },
  ])('with $what is refused as $code', async ({ operation, input, code }) => {
    const { asOperator, codeOf, arn } = createKeyed();
    const given = operation === 'CreateKey' ? input : { KeyId: arn, ...input };
    expect(await codeOf(asOperator(operation, given))).toBe(code);
  });
});

describe('the policy of a key', () => {
  const noResource = 'because no resource-based policy allows the kms:GenerateDataKey action';
  const noIdentity = 'because no identity-based policy allows the kms:GenerateDataKey action';
  const toRole = { ...delegating, Principal: { AWS: `arn:aws:iam::${account}:role/user` } };

  it.each([
    { what: 'that leaves it to the account', policy: undefined, allowed: use, answer: 'accepted' },
    { what: 'that leaves it to the account', policy: undefined, allowed: [], answer: noIdentity },
    { what: 'that names the role', policy: policyOf(toRole), allowed: [], answer: 'accepted' },
    {
      what: 'that names others',
      policy: policyOf({ ...toRole, Principal: { AWS: `${root}x` } }),
      allowed: use,
      answer: noResource,
    },
    {
      what: 'that denies the role',
      policy: policyOf(delegating, { ...toRole, Effect: 'Deny' }),
      allowed: use,
      answer: 'with an explicit deny in a resource-based policy',
    },
    {
      what: 'for what comes through RDS',
      policy: policyOf({
        ...delegating,
        Condition: { StringEquals: { 'kms:ViaService': `rds.${region}.amazonaws.com` } },
      }),
      allowed: use,
      answer: noResource,
    },
  ])('$what, before a role that may $allowed: $answer', async ({ policy, allowed, answer }) => {
    const { dataKey, addRole } = createKeyed(policy);
    expect(await dataKey(addRole('user', allowed))).toContain(answer);
  });

  it('can be read and replaced', async () => {
    const { asOperator, dataKey, addRole, arn } = createKeyed();
    expect(await asOperator('GetKeyPolicy', { KeyId: arn })).toMatchObject({ Policy: expect.stringContaining(root) });
    await asOperator('PutKeyPolicy', { KeyId: arn, Policy: policyOf(toRole) });
    expect(await dataKey(addRole('other', use))).toContain(noResource);
  });

  it('stands beside grants, which let one principal do a few things until they are revoked', async () => {
    const { asOperator, dataKey, addRole, arn } = createKeyed(policyOf(delegating));
    const grantee = addRole('user', []);
    const GranteePrincipal = grantee.kind === 'role' ? grantee.role : '';
    const grant = { KeyId: arn, GranteePrincipal, Operations: ['GenerateDataKey'], Name: 'one' };
    const made = await asOperator('CreateGrant', grant);
    expect(await asOperator('CreateGrant', grant)).toMatchObject({ GrantId: Object(made).GrantId });
    expect(await dataKey(grantee)).toBe('accepted');
    expect(await dataKey(addRole('other', []))).toContain(noIdentity);
    expect(await asOperator('ListGrants', { KeyId: arn })).toMatchObject({
      Grants: [{ GranteePrincipal, Name: 'one' }],
    });
    await asOperator('RevokeGrant', { KeyId: arn, GrantId: Object(made).GrantId });
    expect(await dataKey(grantee)).toContain(noIdentity);
  });
});

describe('a topic under a key', () => {
  const asAlarm: Principal = {
    kind: 'service',
    service: 'cloudwatch.amazonaws.com',
    sourceArn: 'arn:aws:cloudwatch:us-east-1:1:alarm:a',
  };
  const toAlarms = {
    ...delegating,
    Principal: { Service: 'cloudwatch.amazonaws.com' },
    Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
  };
  const ownKey = (policy?: string) => {
    const made = createKeyed(policy);
    const TopicArn = made.aws.sns.createTopic({ name: 'notices', region, kmsKeyId: made.arn });
    const publish = (principal: Principal) =>
      made.codeOf(made.ask(principal, 'sns:Publish', { TopicArn, Message: 'x' }));
    return { ...made, TopicArn, publish };
  };

  it('takes messages of roles that may use the key, and of no other', async () => {
    const { publish, addRole } = ownKey();
    expect(await publish(addRole('full', ['sns:Publish', 'kms:GenerateDataKey', 'kms:Decrypt']))).toBe('done');
    expect(await publish(addRole('half', ['sns:Publish', 'kms:GenerateDataKey']))).toBe('KMSAccessDeniedException');
    expect(await publish(addRole('none', ['sns:Publish']))).toBe('KMSAccessDeniedException');
  });

  it('hears alarms only when the policy of its key names CloudWatch', async () => {
    expect(await ownKey().publish(asAlarm)).toBe('KMSAccessDeniedException');
    expect(await ownKey(policyOf(delegating, toAlarms)).publish(asAlarm)).toBe('done');
  });

  it('hears no alarm under the key that AWS keeps for SNS, and every role that may publish', async () => {
    const { ask, publish, addRole, TopicArn } = ownKey();
    const KmsMasterKeyId = 'alias/aws/sns';
    const input = { TopicArn, AttributeName: 'KmsMasterKeyId', AttributeValue: KmsMasterKeyId };
    await ask(operator, 'sns:SetTopicAttributes', input);
    expect(await publish(asAlarm)).toBe('KMSAccessDeniedException');
    expect(await publish(addRole('teller', ['sns:Publish']))).toBe('done');
  });

  it.each([
    { what: 'disabled', operation: 'DisableKey', code: 'KMSDisabledException' },
    { what: 'to be deleted', operation: 'ScheduleKeyDeletion', code: 'KMSInvalidStateException' },
  ])('that is $what takes none: $code', async ({ operation, code }) => {
    const { publish, asOperator, arn } = ownKey();
    await asOperator(operation, { KeyId: arn });
    expect(await publish(operator)).toBe(code);
  });
});

describe('a queue under a key', () => {
  it('takes and gives messages to those who may use the key', async () => {
    const { aws, arn, ask, addRole, codeOf } = createKeyed();
    const attributes = { KmsMasterKeyId: arn };
    const { url: QueueUrl } = aws.sqs.createQueue({ name: 'letters', region, attributes });
    const send = (principal: Principal) => codeOf(ask(principal, 'sqs:SendMessage', { QueueUrl, MessageBody: 'x' }));
    const receive = (principal: Principal) =>
      codeOf(ask(principal, 'sqs:ReceiveMessage', { QueueUrl, VisibilityTimeout: 0 }));
    expect(await send(addRole('sender', ['sqs:*']))).toBe('KmsAccessDenied');
    expect(await send(addRole('keyed', ['sqs:*', ...use]))).toBe('done');
    expect(await receive(addRole('reader', ['sqs:*']))).toBe('KmsAccessDenied');
    expect(await receive(addRole('opener', ['sqs:*', 'kms:Decrypt']))).toBe('done');
  });
});
