import type { MemberTable } from '../selection.ts';

export const kms: MemberTable = {
  CreateKey: 'Policy Description KeyUsage KeySpec Origin BypassPolicyLockoutSafetyCheck Tags{TagKey TagValue}',
  DescribeKey: 'KeyId',
  ListKeys: 'Limit Marker',
  GetKeyPolicy: 'KeyId PolicyName',
  PutKeyPolicy: 'KeyId PolicyName Policy',
  EnableKey: 'KeyId',
  DisableKey: 'KeyId',
  ScheduleKeyDeletion: 'KeyId PendingWindowInDays',
  CancelKeyDeletion: 'KeyId',
  CreateAlias: 'AliasName TargetKeyId',
  DeleteAlias: 'AliasName',
  ListAliases: 'KeyId Limit Marker',
  CreateGrant: 'KeyId GranteePrincipal Operations Name DryRun',
  ListGrants: 'Limit Marker KeyId GrantId GranteePrincipal',
  RevokeGrant: 'KeyId GrantId DryRun',
  Encrypt: 'KeyId Plaintext EncryptionContext EncryptionAlgorithm DryRun',
  Decrypt: 'CiphertextBlob EncryptionContext KeyId EncryptionAlgorithm DryRun',
  GenerateDataKey: 'KeyId EncryptionContext NumberOfBytes KeySpec DryRun',
};
