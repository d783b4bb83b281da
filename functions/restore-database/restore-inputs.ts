import * as z from 'zod';
import { copyPrefix } from '../../shared/domain/verification/copy-name.ts';

/** What is sent, field by field; nothing can be made that is not called as a copy is. */
const CopyName = z.string().startsWith(copyPrefix);
const Tags = z.array(z.object({ Key: z.string(), Value: z.string() })).min(1);

const common = {
  DBInstanceClass: z.string(),
  DBSubnetGroupName: z.string(),
  VpcSecurityGroupIds: z.array(z.string()).min(1),
  DBParameterGroupName: z.string(),
  MultiAZ: z.boolean(),
  PubliclyAccessible: z.literal(false),
  AutoMinorVersionUpgrade: z.boolean(),
  CopyTagsToSnapshot: z.boolean(),
  DeletionProtection: z.literal(false),
  BackupRetentionPeriod: z.int(),
  ManageMasterUserPassword: z.literal(true),
  Tags,
};

export const FromSnapshot = z.object({ ...common, DBInstanceIdentifier: CopyName, DBSnapshotIdentifier: z.string() });

export const ToPointInTime = z.object({
  ...common,
  SourceDbiResourceId: z.string().min(1),
  TargetDBInstanceIdentifier: CopyName,
  UseLatestRestorableTime: z.literal(true),
});

export const ClusterFromSnapshot = z.object({
  DBClusterIdentifier: CopyName,
  SnapshotIdentifier: z.string(),
  Engine: z.string(),
  DBSubnetGroupName: z.string(),
  VpcSecurityGroupIds: z.array(z.string()).min(1),
  DBClusterParameterGroupName: z.string().min(1),
  DeletionProtection: z.literal(false),
  BackupRetentionPeriod: z.int(),
  CopyTagsToSnapshot: z.boolean(),
  Tags,
});

export const ManagePassword = z.object({
  DBClusterIdentifier: CopyName,
  ManageMasterUserPassword: z.literal(true),
  ApplyImmediately: z.literal(true),
});

export const AddMember = z.object({
  DBInstanceIdentifier: CopyName,
  DBClusterIdentifier: CopyName,
  DBInstanceClass: z.string(),
  DBParameterGroupName: z.string(),
  Engine: z.string(),
  PubliclyAccessible: z.literal(false),
  AutoMinorVersionUpgrade: z.boolean(),
  CopyTagsToSnapshot: z.boolean(),
  Tags,
});
