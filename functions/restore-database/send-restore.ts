import {
  type RDSClient,
  RestoreDBInstanceFromDBSnapshotCommand,
  RestoreDBInstanceToPointInTimeCommand,
} from '@aws-sdk/client-rds';
import * as z from 'zod';
import type { ClientsOf } from '../../shared/aws/clients.ts';
import type { RestoreDatabaseDependencies } from './restore-database.ts';

const common = {
  DBInstanceClass: z.string(),
  DBSubnetGroupName: z.string(),
  VpcSecurityGroupIds: z.array(z.string()),
  DBParameterGroupName: z.string(),
  MultiAZ: z.boolean(),
  PubliclyAccessible: z.boolean(),
  AutoMinorVersionUpgrade: z.boolean(),
  CopyTagsToSnapshot: z.boolean(),
  DeletionProtection: z.boolean(),
  BackupRetentionPeriod: z.int(),
  ManageMasterUserPassword: z.boolean(),
  Tags: z.array(z.object({ Key: z.string(), Value: z.string() })),
};
const FromSnapshot = z.object({ ...common, DBInstanceIdentifier: z.string(), DBSnapshotIdentifier: z.string() });
const ToPointInTime = z.object({
  ...common,
  SourceDBInstanceIdentifier: z.string(),
  TargetDBInstanceIdentifier: z.string(),
  UseLatestRestorableTime: z.boolean(),
});

/** Sends exactly what was decided, and written down, once. */
export const createSendRestore =
  (rds: ClientsOf<RDSClient>): RestoreDatabaseDependencies['send'] =>
  async ({ operation, region, input }) => {
    const { actor } = rds(region);
    if (operation === 'RestoreDBInstanceFromDBSnapshot')
      await actor.send(new RestoreDBInstanceFromDBSnapshotCommand(FromSnapshot.parse(input)));
    else await actor.send(new RestoreDBInstanceToPointInTimeCommand(ToPointInTime.parse(input)));
    return {};
  };
