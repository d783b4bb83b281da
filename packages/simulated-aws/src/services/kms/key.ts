import type { GrantOperation, KeyMetadata } from '@aws-sdk/client-kms';
import type { ResourceStatement } from '../../identity/policy.ts';

export type KeyPolicy = Readonly<{ text: string; statements: readonly ResourceStatement[] }>;

export type Grant = Readonly<{
  id: string;
  grantee: string;
  operations: readonly GrantOperation[];
  name: string | undefined;
  createdAt: number;
}>;

/** Times in ms on the world's clock. */
export type Key = {
  readonly id: string;
  readonly arn: string;
  readonly region: string;
  readonly createdAt: number;
  readonly manager: 'CUSTOMER' | 'AWS';
  readonly description: string;
  state: 'Enabled' | 'Disabled' | 'PendingDeletion';
  deletedAt: number | undefined;
  policy: KeyPolicy;
  grants: readonly Grant[];
};

export const shown = (key: Key, account: string): KeyMetadata => ({
  AWSAccountId: account,
  KeyId: key.id,
  Arn: key.arn,
  CreationDate: new Date(key.createdAt),
  Enabled: key.state === 'Enabled',
  Description: key.description,
  KeyUsage: 'ENCRYPT_DECRYPT',
  KeyState: key.state,
  ...(key.deletedAt === undefined ? {} : { DeletionDate: new Date(key.deletedAt) }),
  Origin: 'AWS_KMS',
  KeyManager: key.manager,
  CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
  KeySpec: 'SYMMETRIC_DEFAULT',
  EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
  MultiRegion: false,
});
