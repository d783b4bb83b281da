import { AwsFault } from '../../call.ts';
import { parseResourcePolicy, type ResourceStatement } from '../../identity/policy.ts';
import type { Grant, Key, KeyPolicy } from './key.ts';

const use = [
  'kms:Encrypt',
  'kms:Decrypt',
  'kms:ReEncrypt*',
  'kms:GenerateDataKey*',
  'kms:CreateGrant',
  'kms:DescribeKey',
];

/** docs.aws.amazon.com/kms/latest/developerguide/key-policies.html. Throws MalformedPolicyDocumentException. */
export function keyPolicyOf(text: string, keyId: string): KeyPolicy {
  try {
    return { text, statements: parseResourcePolicy(JSON.parse(text), `${keyId}/policy`) };
  } catch (error) {
    if (error instanceof AwsFault) throw error;
    throw new AwsFault('MalformedPolicyDocumentException', error instanceof Error ? error.message : String(error));
  }
}

/** What a key gets that is made without a policy: …/developerguide/key-policy-default.html. It leaves all to the account's policies. */
export const defaultPolicy = (account: string): string =>
  documentOf('key-default-1', {
    Sid: 'Enable IAM User Permissions',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 'kms:*',
    Resource: '*',
  });

const documentOf = (Id: string, ...Statement: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Id, Statement });

type Managed = Readonly<{ account: string; region: string; service: string }>;

/** Of the key that AWS keeps for a service: everybody of the account through that service, and no other service. */
export const managedPolicy = ({ account, region, service }: Managed): string =>
  documentOf(
    `auto-${service}-1`,
    {
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: use,
      Resource: '*',
      Condition: {
        StringEquals: { 'kms:CallerAccount': account, 'kms:ViaService': `${service}.${region}.amazonaws.com` },
      },
    },
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: ['kms:Describe*', 'kms:Get*', 'kms:List*', 'kms:RevokeGrant'],
      Resource: '*',
    },
  );

export const statementsOn = (key: Key): readonly ResourceStatement[] => [
  ...key.policy.statements,
  ...key.grants.map((grant) => statementOf(key, grant)),
];

/** A grant allows one principal a few operations, beside the policy: …/developerguide/grants.html */
const statementOf = ({ arn }: Key, { grantee, operations }: Grant): ResourceStatement => ({
  Effect: 'Allow',
  Principal: { AWS: [grantee] },
  Action: operations.map((operation) => `kms:${operation}`),
  Resource: [arn],
});
