import {
  CreateDBInstanceCommand,
  ModifyDBClusterCommand,
  type RDSClient,
  RestoreDBClusterFromSnapshotCommand,
  RestoreDBInstanceFromDBSnapshotCommand,
  RestoreDBInstanceToPointInTimeCommand,
} from '@aws-sdk/client-rds';
import type { ClientsOf } from '../../shared/aws/clients.ts';
import type { RestoreDatabaseDependencies } from './restore-database.ts';
import { AddMember, ClusterFromSnapshot, FromSnapshot, ManagePassword, ToPointInTime } from './restore-inputs.ts';

/** Sends exactly what was decided, and written down, once. */
export const createSendRestore =
  (rds: ClientsOf<RDSClient>): RestoreDatabaseDependencies['send'] =>
  async ({ operation, region, input }) => {
    const { actor } = rds(region);
    switch (operation) {
      case 'RestoreDBInstanceFromDBSnapshot':
        await actor.send(new RestoreDBInstanceFromDBSnapshotCommand(FromSnapshot.parse(input)));
        return {};
      case 'RestoreDBInstanceToPointInTime':
        await actor.send(new RestoreDBInstanceToPointInTimeCommand(ToPointInTime.parse(input)));
        return {};
      case 'RestoreDBClusterFromSnapshot':
        await actor.send(new RestoreDBClusterFromSnapshotCommand(ClusterFromSnapshot.parse(input)));
        return {};
      case 'ModifyDBCluster':
        await actor.send(new ModifyDBClusterCommand(ManagePassword.parse(input)));
        return {};
      case 'CreateDBInstance':
        await actor.send(new CreateDBInstanceCommand(AddMember.parse(input)));
        return {};
      default:
        return operation satisfies never;
    }
  };
