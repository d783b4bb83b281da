import type { MemberTable } from '../selection.ts';

export const secretsmanager: MemberTable = {
  GetSecretValue: 'SecretId VersionId VersionStage',
  DescribeSecret: 'SecretId',
  PutSecretValue: 'SecretId ClientRequestToken SecretBinary SecretString VersionStages',
  ListSecrets: 'IncludePlannedDeletion MaxResults NextToken Filters{Key Values}',
  ListSecretVersionIds: 'SecretId MaxResults NextToken IncludeDeprecated',
  CreateSecret:
    'Name ClientRequestToken Description SecretBinary SecretString Tags{Key Value} KmsKeyId ' +
    'AddReplicaRegions{Region KmsKeyId} ForceOverwriteReplicaSecret',
  UpdateSecret: 'SecretId ClientRequestToken Description SecretBinary SecretString KmsKeyId',
  DeleteSecret: 'SecretId RecoveryWindowInDays ForceDeleteWithoutRecovery',
  RestoreSecret: 'SecretId',
  TagResource: 'SecretId Tags{Key Value}',
  UntagResource: 'SecretId TagKeys',
  ReplicateSecretToRegions: 'SecretId AddReplicaRegions{Region KmsKeyId} ForceOverwriteReplicaSecret',
  RemoveRegionsFromReplication: 'SecretId RemoveReplicaRegions',
  StopReplicationToReplica: 'SecretId',
};
